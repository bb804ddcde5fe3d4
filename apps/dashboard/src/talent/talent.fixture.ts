import type { FairBooth } from '@park/contracts';

const software = { zh: '信息传输、软件和信息技术服务业', en: 'Information technology and software' };

export function aBooth(code: string, state: FairBooth['state'], own: Partial<FairBooth> = {}): FairBooth {
  const isTaken = !['free', 'missed', 'blocked'].includes(state);
  return {
    id: code,
    code,
    zone: code.slice(0, 1),
    class: 'standard',
    state,
    employer: isTaken ? { id: `employer of ${code}`, code: 'EM-1', name: '海创软件', industry: software } : null,
    checked_in_at: state === 'checked_in' ? '2025-08-18T00:52:00.000Z' : null,
    missed_by: null,
    ...own,
  };
}

import { Controller, Get, Header, Inject, Param, ParseUUIDPipe, Req, SetMetadata } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refusal, requireOperator } from '@park/kernel';
import { answerOf, Lists, publicRoute, type ParkRequest } from '@park/service-kit';
import QRCode from 'qrcode';
import { z } from 'zod';
import { registrations } from '../registrations/registration.table.ts';
import { TicketsService } from './tickets.service.ts';

const ticketAnswer = z.object({ registration_id: z.uuid(), gathering_id: z.uuid(), issue: z.int(), code: z.string(), hash: z.string() });
type TicketAnswer = z.infer<typeof ticketAnswer>;
const keySet = z.object({
  keys: z.array(z.object({ kty: z.string(), crv: z.string(), x: z.string(), use: z.string(), alg: z.string() })),
});
const image = (type: string) => ({ content: { [type]: { schema: { type: 'string', format: 'binary' } } } });
/** Read from a phone's screen in the sun: 15 % of the code may be lost. */
const qr = { errorCorrectionLevel: 'M', margin: 4 } as const;

/** The ticket lets somebody in, so it is not for member organisations, and kept by no cache. */
@ApiTags('tickets 电子票')
@Controller()
export class TicketsController {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(TicketsService) private readonly tickets: TicketsService,
  ) {}

  @Get('registrations/:id/ticket')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(ticketAnswer))
  @ApiOAuth2(['events:registration:write'])
  @ApiOperation({ summary: 'The ticket of a confirmed registration: its code, and the SHA-256 that events carry' })
  async ticket(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<TicketAnswer> {
    requireOperator(request.caller);
    const registration = await this.lists.one(request, registrations, id);
    if (registration.ticket_hash === null) throw new Refusal('conflict', 'no_ticket', 'Only a confirmed registration has a ticket.');
    const { gathering_id, ticket_issue: issue, ticket_hash: hash } = registration;
    return { registration_id: id, gathering_id, issue, code: this.tickets.code({ gathering_id, registration_id: id, issue }), hash };
  }

  @Get('registrations/:id/ticket.svg')
  @Header('cache-control', 'no-store')
  @Header('content-type', 'image/svg+xml')
  @ApiOkResponse(image('image/svg+xml'))
  @ApiOAuth2(['events:registration:write'])
  @ApiOperation({ summary: 'The ticket as a QR code, SVG' })
  async svg(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const { code } = await this.ticket(request, id);
    return await QRCode.toString(code, { ...qr, type: 'svg' });
  }

  @Get('registrations/:id/ticket.png')
  @Header('cache-control', 'no-store')
  @Header('content-type', 'image/png')
  @ApiOkResponse(image('image/png'))
  @ApiOAuth2(['events:registration:write'])
  @ApiOperation({ summary: 'The ticket as a QR code, PNG' })
  async png(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Buffer> {
    const { code } = await this.ticket(request, id);
    return await QRCode.toBuffer(code, { ...qr, width: 480 });
  }

  @Get('ticket-keys')
  @SetMetadata(publicRoute, true)
  @ApiOkResponse(answerOf(keySet))
  @ApiOperation({ summary: 'The public key that ticket codes are signed with (JWK Set): a device that is offline checks them by it' })
  keys(): z.infer<typeof keySet> {
    return this.tickets.keySet();
  }
}

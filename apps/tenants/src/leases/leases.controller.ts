import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Lease } from './lease.ts';
import { leases } from './lease.table.ts';
import {
  ActivateLeaseDto,
  AmendLeaseDto,
  ApproveLeaseDto,
  CancelTerminationDto,
  CloseLeaseDto,
  DraftLeaseDto,
  HandBackDto,
  LeasesQuery,
  ReceiveDepositDto,
  RejectLeaseDto,
  ReviseLeaseDto,
  SettleLeaseDto,
  SignLeaseDto,
  TerminateLeaseDto,
  VoidLeaseDto,
} from './leases.dto.ts';
import { LeasesService } from './leases.service.ts';

const read = 'tenants:lease:read';
const write = 'tenants:lease:write';
const decide = 'tenants:lease:approve';

@ApiTags('leases 租赁合同')
@Controller('leases')
export class LeasesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(LeasesService) private readonly service: LeasesService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find leases; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: LeasesQuery): Promise<Page<Lease> | StreamableFile> {
    return this.lists.answer(request, leases, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One lease' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Lease> {
    return this.lists.one(request, leases, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft a lease, also as the renewal of another' })
  draft(@Req() request: ParkRequest, @Body() body: DraftLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft or rejected → draft, with other terms (If-Match required)' })
  revise(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReviseLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.revise(command, id, body));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → in_approval; its units are held from now on' })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.submit(command, id));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'in_approval → pending_signature; not by who submitted it' })
  approve(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ApproveLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.approve(command, id, body.opinion ?? null));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'in_approval → rejected; its units are free again' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RejectLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.reject(command, id, body.opinion));
  }

  @Post(':id/void')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Before its signature → void 作废' })
  makeVoid(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: VoidLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.makeVoid(command, id, body.reason));
  }

  @Post(':id/sign')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'pending_signature → signed; on its first day it comes into force by itself when the deposit is there' })
  sign(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SignLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.sign(command, id, body));
  }

  @Post(':id/activate')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'signed → active; the tenant moves in, the lease that it renews is renewed' })
  activate(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ActivateLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.activate(command, id, body.deposit_received_fen));
  }

  @Post(':id/amend')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({
    summary: 'Another end, or a price or deposit from a day on, while active; a longer time is checked against who comes after',
  })
  amend(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AmendLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.amend(command, id, body));
  }

  @Post(':id/receive-deposit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Record a receipt of the deposit 押金收取, while signed or active' })
  receiveDeposit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReceiveDepositDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.receiveDeposit(command, id, body));
  }

  @Post(':id/terminate')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'active → ending, before its end 提前解除; a termination that lies ahead is moved' })
  terminate(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: TerminateLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.terminate(command, id, body));
  }

  @Post(':id/cancel-termination')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'ending → active, before the day of the termination 撤销提前解除; 409 where another has the space by then' })
  cancelTermination(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CancelTerminationDto,
  ): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.cancelTermination(command, id, body.reason));
  }

  @Post(':id/hand-back')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'expired or holdover → ending 退还房屋' })
  handBack(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: HandBackDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.handBack(command, id, body));
  }

  @Post(':id/settle')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'ending → settled: deductions, what goes back of the deposit, what is due 结算' })
  settle(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SettleLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.settle(command, id, body));
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'settled → closed 归档' })
  close(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CloseLeaseDto): Promise<Lease> {
    return this.commands.run(request, (command) => this.service.close(command, id, body.closed_on));
  }
}

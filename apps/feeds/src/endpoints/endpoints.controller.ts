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
import { ApiCreatedResponse, ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Command, type Page, type ParkRequest } from '@park/service-kit';
import { Dispatcher } from '../deliveries/dispatcher.service.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoint.table.ts';
import {
  ChangeEndpointDto,
  DisableEndpointDto,
  EndpointsQuery,
  RegisterEndpointDto,
  ResumeEndpointDto,
  RotateSecretDto,
} from './endpoints.dto.ts';
import { EndpointsService, type WithSecret } from './endpoints.service.ts';
import type { ShownSecret } from './signing-keys.service.ts';
import { VerificationService } from './verification.service.ts';

const read = 'feeds:endpoint:read';
const write = 'feeds:endpoint:write';

/** The row, and the secret where this request made it: what is remembered for its Idempotency-Key has none. */
type ShownOnce = Endpoint & Partial<ShownSecret>;

const shownOnce = {
  content: {
    'application/json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Endpoint' },
          {
            type: 'object' as const,
            properties: {
              secret: { type: 'string' as const, description: 'HMAC secret of Standard Webhooks (whsec_…), shown once' },
              public_key: { type: 'string' as const, description: 'ed25519 public key of Standard Webhooks (whpk_…), shown once' },
            },
          },
        ],
      },
    },
  },
};

@ApiTags('endpoints 推送端点')
@Controller('endpoints')
export class EndpointsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(EndpointsService) private readonly service: EndpointsService,
    @Inject(VerificationService) private readonly verification: VerificationService,
    @Inject(Dispatcher) private readonly dispatcher: Dispatcher,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find endpoints; a member sees its own' })
  list(@Req() request: ParkRequest, @Query() query: EndpointsQuery): Promise<Page<Endpoint> | StreamableFile> {
    return this.lists.answer(request, endpoints, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One endpoint' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Endpoint> {
    return this.lists.one(request, endpoints, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register an address for webhooks; the handshake (OPTIONS, CloudEvents webhook 1.0) is tried at once' })
  @ApiCreatedResponse(shownOnce)
  async register(@Req() request: ParkRequest, @Body() body: RegisterEndpointDto): Promise<ShownOnce> {
    const { row, secret } = await this.withSecret(request, (command) => this.service.register(command, body));
    return { ...(secret === null ? row : await this.verified(request, row)), ...secret };
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change it; another address needs a handshake of its own, which is tried at once' })
  async change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeEndpointDto): Promise<Endpoint> {
    const row = await this.told(this.commands.runForMembers(request, endpoints, (command) => this.service.change(command, id, body)));
    return body.url === undefined || request.replayed ? row : await this.verified(request, row);
  }

  @Post(':id/verify')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'pending_verification → active: try the handshake again' })
  async verify(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Endpoint> {
    const endpoint = await this.lists.one(request, endpoints, id);
    const agreed = await this.verification.agreementOf(endpoint);
    return await this.told(
      this.commands.runForMembers(request, endpoints, (command) => this.verification.settle(command, endpoint, agreed)),
    );
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'A new secret; until the overlap ends, requests are signed by both' })
  @ApiOkResponse(shownOnce)
  async rotateSecret(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RotateSecretDto,
  ): Promise<ShownOnce> {
    const { row, secret } = await this.withSecret(request, (command) => this.service.rotateSecret(command, id, body.overlap_hours));
    return { ...row, ...secret };
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'active or degraded → paused 暂停; its place in the feed is kept' })
  pause(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Endpoint> {
    return this.told(this.commands.runForMembers(request, endpoints, (command) => this.service.pause(command, id)));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'paused or disabled → active 恢复; skip_to leaves out what came meanwhile' })
  async resume(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ResumeEndpointDto): Promise<Endpoint> {
    const row = await this.told(
      this.commands.runForMembers(request, endpoints, (command) => this.service.resume(command, id, body.skip_to ?? null)),
    );
    return request.replayed ? row : await this.verified(request, row);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOAuth2(['feeds:endpoint:disable'])
  @ApiOperation({ summary: 'The park disables it 停用; only the park resumes it then' })
  disable(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DisableEndpointDto): Promise<Endpoint> {
    return this.told(this.commands.run(request, (command) => this.service.disable(command, id, body.reason)));
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Give it up for good 注销; its secrets are deleted' })
  revoke(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Endpoint> {
    return this.told(this.commands.runForMembers(request, endpoints, (command) => this.service.revoke(command, id)));
  }

  private async withSecret(
    request: ParkRequest,
    run: (command: Command) => Promise<WithSecret>,
  ): Promise<{ row: Endpoint; secret: ShownSecret | null }> {
    let secret: ShownSecret | null = null;
    const row = await this.told(
      this.commands.runForMembers(request, endpoints, async (command) => {
        const made = await run(command);
        secret = made.secret;
        return made.endpoint;
      }),
    );
    return { row, secret };
  }

  private verified(request: ParkRequest, row: Endpoint): Promise<Endpoint> {
    return this.told(this.verification.attempt(request, row));
  }

  /** The dispatcher of this instance looks at endpoints at once; one of another instance does so within seconds. */
  private async told(changing: Promise<Endpoint>): Promise<Endpoint> {
    const row = await changing;
    this.dispatcher.lookAgain();
    return row;
  }
}

using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Orchestrator.ApiServer.Http.Connections;

/// <summary>Connection middleware: requests over HTTP/1.1 that the server cannot read are
/// answered with a Status too.</summary>
/// <remarks>Over HTTP/2 the server resets such a stream: there is no answer to put a Status into.</remarks>
internal sealed class StatusOnRefusal(ConnectionDelegate next)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        if (connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8)
            is true)
        {
            await next(connection);
            return;
        }
        var transport = connection.Transport;
        var output = new RefusalWriter(transport.Output);
        connection.Features.Set(output);
        connection.Transport = new Ways(transport.Input, output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    private sealed record Ways(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Orchestrator.ApiServer.Http.Routing;

namespace Orchestrator.ApiServer.Tests.Http.Routing;

public sealed class RequestReaderTests
{
    private readonly DefaultHttpContext _http = new();
    private readonly Pipe _body = new();

    public RequestReaderTests()
    {
        _http.Request.ContentType = "application/json";
        _http.Request.Body = _body.Reader.AsStream();
    }

    [Fact]
    public async Task StreamThatItsClientReset_IsAClientThatHasGone_BeforeTheRequestIsToldSo()
    {
        await _body.Writer.WriteAsync("{\"kind\":"u8.ToArray());
        await _body.Writer.CompleteAsync(new IOException("The client reset the request stream."));

        await Assert.ThrowsAsync<ConnectionResetException>(
            async () => await new RequestReader(1000).ObjectAsync(_http));

        Assert.False(_http.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public async Task BodyThatTheServerRefuses_IsRefusedAsItSays()
    {
        await _body.Writer.CompleteAsync(new Microsoft.AspNetCore.Http.BadHttpRequestException("too slow", 408));

        var refused = await Assert.ThrowsAsync<Microsoft.AspNetCore.Http.BadHttpRequestException>(
            async () => await new RequestReader(1000).ObjectAsync(_http));

        Assert.Equal(408, refused.StatusCode);
    }
}

using System.IO.Pipelines;
using System.Net;
using System.Text;

namespace Orchestrator.Client.Tests.Http;

/// <summary>Answers requests as a test says, and keeps them.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = [];

    public List<string> Requests { get; } = [];

    public FakeServer Answer(int code, string body = "{}", string? retryAfter = null)
    {
        _answers.Enqueue(() =>
        {
            var answer = new HttpResponseMessage((HttpStatusCode)code) { Content = new StringContent(body) };
            if (retryAfter is not null)
                answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return answer;
        });
        return this;
    }

    /// <summary>Takes a request, and the connection ends before its answer.</summary>
    public FakeServer Break()
    {
        _answers.Enqueue(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "the response ended"));
        return this;
    }

    /// <summary>Answers with what is written into the pipe.</summary>
    public PipeWriter AnswerFromPipe()
    {
        var pipe = new Pipe();
        _answers.Enqueue(() => new HttpResponseMessage { Content = new StreamContent(pipe.Reader.AsStream()) });
        return pipe.Writer;
    }

    public static ValueTask<FlushResult> WriteAsync(PipeWriter to, string text) =>
        to.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>A request without an answer left waits for ever.</summary>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellation)
    {
        Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        if (_answers.TryDequeue(out var answer))
            return answer();
        await Task.Delay(Timeout.Infinite, cancellation);
        throw new InvalidOperationException();
    }
}

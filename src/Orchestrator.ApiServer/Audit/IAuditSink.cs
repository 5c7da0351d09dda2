using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Audit;

/// <summary>Hears of every request after it was authenticated. Must be quick and must not throw.</summary>
public interface IAuditSink
{
    void RequestReceived(ApiRequest request);

    /// <param name="code">The HTTP code of the answer.</param>
    void ResponseComplete(ApiRequest request, int code);
}

/// <summary>No audit.</summary>
public sealed class NullAuditSink : IAuditSink
{
    public static NullAuditSink Instance { get; } = new();

    public void RequestReceived(ApiRequest request)
    {
    }

    public void ResponseComplete(ApiRequest request, int code)
    {
    }
}

using System.Net;

namespace Orchestrator.Cli.Cluster;

/// <summary>One control plane behind the balancer, with what is known of its readiness.</summary>
public sealed class Backend(IPEndPoint address) : IDisposable
{
    private CancellationTokenSource _ready = new();
    private bool _hasEnded;

    public IPEndPoint Address { get; } = address;

    public bool IsReady { get; private set; } = true;

    /// <summary>Cancelled when it is not ready and another is.</summary>
    public CancellationToken Ended => _ready.Token;

    /// <summary>Notes the answer of a readiness probe; ends its connections once when it is not ready.</summary>
    /// <param name="isOtherReady">Without another to go to, connections are left alone: a control plane that is only
    /// slow would be made slower by all its clients' handshakes.</param>
    public void Note(bool isReady, bool isOtherReady = true)
    {
        IsReady = isReady;
        if (isReady)
            _hasEnded = false;
        if (isReady || _hasEnded || !isOtherReady)
            return;
        _hasEnded = true;
        var ended = _ready;
        _ready = new CancellationTokenSource();
        ended.Cancel();
    }

    public void Dispose() => _ready.Dispose();
}

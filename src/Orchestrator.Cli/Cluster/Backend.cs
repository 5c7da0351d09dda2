using System.Net;

namespace Orchestrator.Cli.Cluster;

/// <summary>One control plane behind the balancer, with what is known of its readiness.</summary>
public sealed class Backend(IPEndPoint address) : IDisposable
{
    private CancellationTokenSource _ready = new();

    public IPEndPoint Address { get; } = address;

    public bool IsReady { get; private set; } = true;

    /// <summary>Cancelled when it stops being ready.</summary>
    public CancellationToken Ended => _ready.Token;

    /// <summary>Notes the answer of a readiness probe; ends its connections when it was ready and is no
    /// more.</summary>
    public void Note(bool isReady)
    {
        if (IsReady == isReady)
            return;
        IsReady = isReady;
        if (isReady)
            return;
        var ended = _ready;
        _ready = new CancellationTokenSource();
        ended.Cancel();
    }

    public void Dispose() => _ready.Dispose();
}

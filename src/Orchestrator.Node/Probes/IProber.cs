namespace Orchestrator.Node.Probes;

/// <summary>Asks a program whether it is well, over the network.</summary>
public interface IProber
{
    /// <summary>GETs a URL; any status from 200 to 399 is good.</summary>
    ValueTask<ProbeOutcome> HttpGetAsync(HttpProbe probe, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Opens a TCP connection and closes it.</summary>
    ValueTask<ProbeOutcome> TcpConnectAsync(string host, int port, TimeSpan timeout, CancellationToken cancellation);
}

/// <param name="Output">What went wrong, in the kubelet's words; of a success, nothing of interest.</param>
public sealed record ProbeOutcome(bool Good, string Output)
{
    public static ProbeOutcome Success { get; } = new(true, "");
}

/// <param name="Scheme"><c>HTTP</c> or <c>HTTPS</c>; certificates are not checked.</param>
/// <param name="Path">Path and query, beginning with /.</param>
public sealed record HttpProbe(string Scheme, string Host, int Port, string Path, ValueList<HTTPHeader> Headers);

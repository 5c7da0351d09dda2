namespace Orchestrator.Network.Proxy;

/// <summary>Which port is served instead of one that cannot be had: 8000 higher, then the next free.</summary>
/// <remarks>80 becomes 8080 and 443 becomes 8443. Always the same on a quiet machine, so that what a user noted
/// stays true.</remarks>
public static class SubstitutePorts
{
    /// <summary>The annotation on the Service that says so, such as <c>80=8080,53/UDP=8053</c>; what <c>kubectl
    /// describe service</c> shows. On a joined node's Node, <c>default/kubernetes 443=8443; default/web
    /// 80=8080</c>.</summary>
    public const string Annotation = "proxy.orchestrator/substituted-ports";

    private const int Offset = 8000;
    private const int Attempts = 100;

    /// <summary>The ports to try, in order.</summary>
    public static IEnumerable<int> For(int port)
    {
        for (var i = 0; i < Attempts && port + Offset + i <= ushort.MaxValue; i++)
            yield return port + Offset + i;
    }
}

using System.Net;

namespace Orchestrator.Hosting;

/// <summary>One address for all control planes, such as a balancer's: <c>HOST:PORT</c>, where HOST is a name or an IP
/// address. As kubeadm's <c>--control-plane-endpoint</c>.</summary>
public static class ControlPlaneEndpoint
{
    private const int DefaultPort = 6443;

    /// <summary>With its port, 6443 where none is given; null for what names no host that can be connected
    /// to.</summary>
    public static string? Parse(string text)
    {
        if (text.Length == 0 || !Uri.TryCreate($"https://{text}", UriKind.Absolute, out var url)
            || url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0 || text.EndsWith('/')
            || Uri.CheckHostName(url.Host) == UriHostNameType.Unknown
            || (IPAddress.TryParse(url.DnsSafeHost, out var address) && ReachableAddress.IsAny(address)))
        {
            return null;
        }
        var port = text.EndsWith($":{url.Port}", StringComparison.Ordinal) ? url.Port : DefaultPort;
        return port == 0 ? null : $"{url.Host}:{port}";
    }

    /// <summary>The host of what <see cref="Parse"/> gave, without brackets.</summary>
    internal static string HostOf(string endpoint) => new Uri($"https://{endpoint}").DnsSafeHost;
}

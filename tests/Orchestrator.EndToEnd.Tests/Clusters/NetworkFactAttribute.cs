using Orchestrator.Store.Postgres.Tests;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>A test that makes network namespaces, and runs PostgreSQL and kubectl in them; skipped with the reason where
/// it may not or cannot.</summary>
public sealed class NetworkFactAttribute : FactAttribute
{
    private static readonly string[] Directories = ["/usr/sbin", "/sbin", "/usr/bin", "/usr/local/sbin"];

    public NetworkFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Skip = "network namespaces need Linux and root";
        else if (!IsInstalled("ip"))
            Skip = "ip is not installed (Debian: apt-get install iproute2)";
        else if (!IsInstalled("nft"))
            Skip = "nft is not installed (Debian: apt-get install nftables)";
        else if (PostgresServer.Binaries is null)
            Skip = "PostgreSQL is not installed (Debian: apt-get install postgresql)";
        else if (Harness.Kubectl.Installed is null)
            Skip = "kubectl is not on PATH";
    }

    private static bool IsInstalled(string program) => Directories.Any(d => File.Exists(Path.Combine(d, program)));
}

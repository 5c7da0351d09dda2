using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>What this machine lets a test do.</summary>
public static class Machine
{
    private static readonly Lazy<bool> Mounts = new(TryMount);

    /// <summary>A command that becomes the one behind it, as a user without privileges.</summary>
    public static string[] AsNobody { get; } = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    public static bool CanMount => Mounts.Value;

    /// <summary>Why no test can run as a user who may not bind port 80; null when one can.</summary>
    public static string? NoUnprivilegedUser()
    {
        const string First = "/proc/sys/net/ipv4/ip_unprivileged_port_start";
        if (Environment.UserName != "root" || !File.Exists("/usr/bin/setpriv"))
            return "needs root and setpriv to become another user";
        return int.Parse(File.ReadAllText(First), CultureInfo.InvariantCulture) <= 80
            ? "every user may bind port 80 here"
            : null;
    }

    private static bool TryMount()
    {
        var directory = Directory.CreateTempSubdirectory("orchestrator-mount-").FullName;
        try
        {
            string[] arguments = ["-t", "tmpfs", "-o", "size=1m", "tmpfs", directory];
            using var mount = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true })!;
            mount.WaitForExit();
            if (mount.ExitCode != 0)
                return false;
            using var unmount = Process.Start("umount", [directory]);
            unmount.WaitForExit();
            return unmount.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            Directory.Delete(directory);
        }
    }
}

/// <summary>A test that mounts a file system; skipped, with the reason printed, where that is not allowed.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!Machine.CanMount)
            Skip = "a file system cannot be mounted here: needs root on Linux";
    }
}

/// <summary>A test run by a user without privileges; skipped, with the reason printed, where there is none.</summary>
public sealed class NobodyFactAttribute : FactAttribute
{
    public NobodyFactAttribute() => Skip = Machine.NoUnprivilegedUser();
}

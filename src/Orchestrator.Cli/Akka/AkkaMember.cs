using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Hosting;
using Orchestrator.Cli.Cluster;
using Orchestrator.Cli.Commands;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Hosting.Joining;
using Orchestrator.Node.Runtime;
using Orchestrator.Store.Journals;

namespace Orchestrator.Cli.Akka;

/// <summary><c>orchestrator up --akka FILE</c>: one member of an Akka cluster,
/// in the foreground until Ctrl-C.</summary>
internal static class AkkaMember
{
    public static bool IsBuilt => true;

    /// <summary>The exit code of a control plane that made room for one that reaches the journal.</summary>
    private const int JournalLostCode = 3;

    /// <summary>A member that is out already has nobody to wait for.</summary>
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(AkkaUpOptions options)
    {
        using var signals = new StopSignals(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var asked = signals.CancelAsync(stop);
        using var loggers = new StderrLoggerFactory();
        AkkaHost member;
        try
        {
            member = await AkkaHost.StartAsync(HostOptions(options), loggers, stop.Token);
        }
        catch (ArgumentException wrong)
        {
            return Fail(wrong.Message, 2);
        }
        catch (Exception error) when (error is AkkaConfigurationException or DataDirectoryException or JournalException
            or JoinException or RuntimeException or PlatformNotSupportedException or IOException or SocketException)
        {
            var what = error is SocketException
                ? $"cannot listen on {options.Member.Listen}: {error.Message}"
                : error.Message;
            return Fail(what, 1);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (Directory.Exists(options.Member.DataDirectory))
                GivenUpMark.Leave(options.Member.DataDirectory, GivenUpMark.OnPurpose);
            return Fail("interrupted before it had joined", 1);
        }
        signals.AtOnce(member.KillWorkloads);
        await ReadyAsync(member, asked, stop.Token);
        if (await Task.WhenAny(asked, member.Ended) == member.Ended)
            return await EndAsync(member, options.Member.DataDirectory);
        await Console.Error.WriteLineAsync("stopping; Ctrl-C again stops at once");
        await member.DisposeAsync();
        return StopSignals.ExitCode(member.LeftBehind);
    }

    private static AkkaHostOptions HostOptions(AkkaUpOptions options)
    {
        var configuration = AkkaConfiguration.Load(options.FindFile());
        var isControlPlane = configuration.Roles.Contains(ClusterRoles.ControlPlane);
        if (!isControlPlane && options.ForControlPlanes is { } idle)
        {
            throw new ArgumentException(
                $"{idle} is for control planes, and {configuration.Source} makes this member a node: leave it out");
        }
        var member = options.Member;
        return new AkkaHostOptions
        {
            Configuration = configuration,
            DataDirectory = member.DataDirectory
                ?? (isControlPlane ? ClusterAccess.DefaultData : JoinCommand.DefaultData),
            Journal = member.Journal,
            Listen = member.Listen,
            Advertise = member.Advertise,
            MemberName = member.MemberName,
            Runtime = member.Runtime,
            ConnectionDrainTimeout = member.ConnectionDrainTimeout,
            ControlPlaneEndpoint = member.ControlPlaneEndpoint,
            ServiceCidr = member.ServiceCidr,
            ClusterSigningDuration = member.ClusterSigningDuration,
            CertificateValidityPeriod = member.CertificateValidityPeriod,
            LeaderElection = member.LeaderElection,
        };
    }

    /// <summary>A control plane is ready when its API answers, a node when the cluster shows it so.</summary>
    private static async Task ReadyAsync(AkkaHost member, Task asked, CancellationToken cancellation)
    {
        if (member.Address is null)
        {
            var ready = member.ReadyAsync(cancellation);
            if (await Task.WhenAny(ready, asked, member.Ended) != ready || !ready.IsCompletedSuccessfully)
                return;
        }
        using var self = Process.GetCurrentProcess();
        var seconds = (DateTime.Now - self.StartTime).TotalSeconds;
        var names = member.NodeNames;
        var what = member.Address is { } address
            ? $" at {address} ; export KUBECONFIG={member.KubeconfigPath}"
            : $": {(names.Count == 1 ? names[0] : $"{names[0]} to {names[^1]}")} joined "
                + $"{member.Cluster.ControlPlane?.Address}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready after {seconds:0.00} s{what}"));
    }

    private static async Task<int> EndAsync(AkkaHost member, string? dataDirectory)
    {
        if (dataDirectory is not null)
            GivenUpMark.Leave(dataDirectory, member.HasLostJournal ? GivenUpMark.JournalLost : GivenUpMark.GivenUp);
        var code = Fail(
            $"this member of the cluster ended: {await member.Ended}. Start it again, and it joins as a new one",
            member.HasLostJournal ? JournalLostCode : 1);
        await Task.WhenAny(member.DisposeAsync().AsTask(), Task.Delay(EndMax));
        return code;
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"orchestrator up: {message}");
        return code;
    }
}

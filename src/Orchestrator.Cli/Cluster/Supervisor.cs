using System.Net;
using System.Net.Sockets;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.Client.Http.Kubeconfigs;
using Orchestrator.Node.Process;

namespace Orchestrator.Cli.Cluster;

/// <summary>What <c>cluster up</c> does in the foreground: brings every member up, and is the address in front of the
/// control planes.</summary>
public sealed class Supervisor : IAsyncDisposable
{
    private readonly ClusterDirectory _directory;
    private readonly Launcher _launcher;
    private readonly List<Backend> _backends = [];
    private Balancer? _balancer;
    private ReadinessProbe? _probe;
    private Reviver? _reviver;
    private KubeconfigRenewal? _renewal;

    private Supervisor(ClusterDirectory directory)
    {
        _directory = directory;
        _launcher = new Launcher(directory);
    }

    /// <summary>HOST:PORT of the balancer.</summary>
    public string Address => _balancer!.Address.ToString();

    /// <summary>Starts what is not running yet, in the order of need.</summary>
    /// <exception cref="ClusterException">The directory is another supervisor's, or a member did not become ready: what
    /// was started has been stopped again.</exception>
    public static async Task<Supervisor> StartAsync(
        ClusterDirectory directory, ClusterOptions options, CancellationToken cancellation)
    {
        directory.Prepare();
        await AdoptAsync(directory, options);
        var supervisor = new Supervisor(directory);
        try
        {
            await supervisor.BringUpAsync(options, cancellation);
            if (options.Akka)
                supervisor._reviver = new Reviver(directory, supervisor._launcher.StartAsync, Console.Error.WriteLine);
            return supervisor;
        }
        catch
        {
            await supervisor.StopMembersAsync();
            await supervisor.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends every member, in order.</summary>
    public async Task StopMembersAsync()
    {
        if (_reviver is not null)
            await _reviver.DisposeAsync();
        _reviver = null;
        await _launcher.StopAllAsync();
        await _directory.UpdateAsync(record => record with { Supervisor = null });
    }

    public async ValueTask DisposeAsync()
    {
        if (_renewal is not null)
            await _renewal.DisposeAsync();
        if (_balancer is not null)
            await _balancer.DisposeAsync();
        if (_probe is not null)
            await _probe.DisposeAsync();
        foreach (var backend in _backends)
            backend.Dispose();
    }

    /// <summary>Notes what is asked for; members of an earlier run that still run stay as they are.</summary>
    private static async Task AdoptAsync(ClusterDirectory directory, ClusterOptions options)
    {
        var known = directory.Read();
        if (known?.Supervisor?.IsRunning() == true)
            throw new ClusterException(
                $"the cluster in {directory.Root} is up (process {known.Supervisor.Pid}): "
                + "'orchestrator cluster status' shows it, 'orchestrator cluster down' ends it");
        // Nothing ever came up in it, so there is nothing to keep to: a wrong address can be put right.
        if (known is not null && known.ControlPlanes.All(plane => plane.Address is null)
            && !known.Members.Any(member => member.IsRunning))
            known = null;
        var journal = options.Journal ?? PrivatePostgres.At(directory.Member(ClusterOptions.Database)).Journal;
        if (known is not null && (known.Journal != journal || known.Runtime != options.Runtime))
            throw new ClusterException(
                $"the cluster in {directory.Root} was made with another journal or runtime: choose another --data");
        if (known is not null && known.Akka != options.Akka)
        {
            throw new ClusterException(
                $"the cluster in {directory.Root} was made {(known.Akka ? "with" : "without")} --akka: bring it up "
                + $"{(known.Akka ? "with" : "without")} it, or choose another --data");
        }
        var members = options.Plan().Select(planned => known?.Find(planned.Name) ?? planned);
        var surplus = known?.Members.Where(m => m.IsRunning && !options.Plan().Any(p => p.Name == m.Name)) ?? [];
        var record = new ClusterRecord(options.Runtime, journal, [.. members, .. surplus])
        {
            Akka = options.Akka,
            Address = known?.Address,
            Supervisor = ProcessIdentity.Of(Environment.ProcessId),
        };
        await directory.WriteAsync(options.Akka ? RemotingPorts.Assign(record) : record);
    }

    private async Task BringUpAsync(ClusterOptions options, CancellationToken cancellation)
    {
        foreach (var database in Of(MemberKind.Database))
            await _launcher.StartAsync(database, cancellation);
        await BindAsync(options.Listen);
        // The first makes the cluster's authority and first objects; the others find them.
        var planes = Of(MemberKind.ControlPlane);
        await _launcher.StartAsync(planes[0], cancellation);
        await Task.WhenAll(planes.Skip(1).Select(plane => _launcher.StartAsync(plane, cancellation)));
        Balance();
        await _launcher.StartNodesAsync(Of(MemberKind.Node), cancellation);
    }

    private List<MemberRecord> Of(MemberKind kind) => [.. _directory.Load().Members.Where(m => m.Kind == kind)];

    /// <summary>Takes the address that the control planes are told to name; of an earlier run, if any port
    /// does.</summary>
    private async Task BindAsync(IPEndPoint listen)
    {
        var known = _directory.Load().Address is { } address ? IPEndPoint.Parse(address) : null;
        if (listen.Port == 0 && known is not null && known.Address.Equals(listen.Address))
            _balancer = TryBind(known);
        try
        {
            _balancer ??= Balancer.Bind(listen);
        }
        catch (SocketException error)
        {
            throw new ClusterException($"cannot listen on {listen}: {error.Message}; --listen names another address");
        }
        await _directory.UpdateAsync(record => record with { Address = Address });
    }

    private static Balancer? TryBind(IPEndPoint listen)
    {
        try
        {
            return Balancer.Bind(listen);
        }
        catch (SocketException)
        {
            // Somebody else has it by now.
            return null;
        }
    }

    private void Balance()
    {
        var planes = Of(MemberKind.ControlPlane);
        _backends.AddRange(planes.Select(plane => new Backend(IPEndPoint.Parse(plane.Address!))));
        _balancer!.Serve(_backends);
        var admin = File.ReadAllText(_directory.MemberKubeconfig(planes[0].Name));
        AdminKubeconfig.Replace(
            _directory.Kubeconfig, ClusterKubeconfig.Text(admin, Address, planes.Select(p => (p.Name, p.Address!))));
        _renewal = new KubeconfigRenewal(_directory, Console.Error.WriteLine);
        _probe = new ReadinessProbe(_backends, Kubeconfig.Load(_directory.Kubeconfig).OptionsFor());
    }
}

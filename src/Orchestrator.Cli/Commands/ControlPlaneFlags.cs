using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Orchestrator.Api.Validation;
using Orchestrator.ApiServer.Allocation;
using Orchestrator.Cli.Tokens;
using Orchestrator.Hosting;

namespace Orchestrator.Cli.Commands;

/// <summary>The options of every command that runs a control plane: <c>up</c> and <c>join --control-plane</c>. Names
/// are kubeadm's and Kubernetes' own where they have one.</summary>
internal sealed class ControlPlaneFlags
{
    private static readonly OrchestratorOptions Defaults = new();

    private readonly Option<string> _listen;
    private readonly Option<string?> _journal;
    private readonly Option<string?> _advertise;
    private readonly Option<string?> _endpoint;
    private readonly Option<string?> _memberName;
    private readonly Option<string> _serviceCidr;
    private readonly Option<GoDuration> _signingDuration;
    private readonly Option<GoDuration> _validity;
    private readonly LeaderElectionFlags _election = new();

    /// <param name="condition">Begins every description, where the options do not always count.</param>
    public ControlPlaneFlags(string condition = "")
    {
        _listen = new Option<string>("--listen")
        {
            Description = condition + "HOST:PORT of the API; port 0 picks a free one.",
            DefaultValueFactory = _ => "127.0.0.1:6443",
        };
        _journal = JournalFlag.Create(
            condition + "A PostgreSQL database that several control planes share: "
            + "postgres://USER:PASSWORD@HOST:PORT/DATABASE. Without it, a file in the data directory.");
        _advertise = new Option<string?>("--advertise")
        {
            Description = condition
                + "HOST:PORT by which other control planes and nodes reach this API; the address listened on.",
        };
        _endpoint = new Option<string?>("--control-plane-endpoint")
        {
            Description = condition + "HOST:PORT that leads to whichever control plane lives, such as a balancer's: "
                + "what cluster-info and the join command name.",
        };
        _memberName = new Option<string?>("--member-name")
        {
            Description = condition
                + "What this control plane is called, such as cp-1: who leads by a Lease is shown so; "
                + "this machine's name.",
            HelpName = "name",
        };
        _serviceCidr = new Option<string>("--service-cidr")
        {
            Description = condition + "The range Service addresses come from; one for all control planes, "
                + "and for good.",
            DefaultValueFactory = _ => Defaults.ServiceCidr,
        };
        var min = OrchestratorOptions.ClusterSigningDurationMin;
        var takes = $"a length of time such as 8760h, {new GoDuration(min)} or more";
        _signingDuration = GoDuration.Option(
            "--cluster-signing-duration",
            condition + "How long a certificate that the cluster signs is valid, where no shorter time is asked for.",
            Defaults.ClusterSigningDuration, takes, min);
        _validity = GoDuration.Option(
            "--certificate-validity-period",
            condition + "How long a control plane's own certificates are valid, the one in admin.kubeconfig among "
            + "them; they are renewed in time.",
            Defaults.CertificateValidityPeriod, takes, min);
    }

    private Option[] Own =>
        [_listen, _journal, _advertise, _endpoint, _memberName, _serviceCidr, _signingDuration, _validity];

    public void AddTo(Command command)
    {
        foreach (var option in Own)
            command.Options.Add(option);
        _election.AddTo(command);
    }

    /// <summary>The name of one that the command line has; null if it has none.</summary>
    public string? FirstGiven(ParseResult parsed) =>
        Own.Concat(_election.All).FirstOrDefault(option => Flags.IsGiven(parsed, option))?.Name;

    public bool IsElectGiven(ParseResult parsed) => Flags.IsGiven(parsed, _election.All[0]);

    /// <summary>Puts what was asked for into the options; gives what is wrong with it, or null.</summary>
    public string? Fill(ParseResult parsed, OrchestratorOptions options)
    {
        var listen = parsed.GetValue(_listen)!;
        if (!ListenAddress.TryParse(listen, out var endpoint))
            return $"--listen takes an IP address and a port, such as 127.0.0.1:6443, not '{listen}'";
        IPEndPoint? advertised = null;
        if (parsed.GetValue(_advertise) is { } told
            && (!ListenAddress.TryParse(told, out advertised) || !IsAddress(advertised)))
        {
            return $"--advertise takes an IP address and a port, such as 10.0.0.1:6443, not '{told}'";
        }
        string? shared = null;
        if (parsed.GetValue(_endpoint) is { } named && (shared = ControlPlaneEndpoint.Parse(named)) is null)
            return "--control-plane-endpoint takes a name or an IP address and a port, such as 10.0.0.1:6443, "
                + $"not '{named}'";
        if (parsed.GetValue(_memberName) is { } name && Names.Dns1123Label(name) is { IsEmpty: false } wrongs)
            return $"--member-name '{name}' cannot be: {wrongs[0]}";
        try
        {
            AddressRange.Parse(parsed.GetValue(_serviceCidr)!);
            options.LeaderElection = _election.Of(parsed);
        }
        catch (FormatException wrong)
        {
            return $"--service-cidr: {wrong.Message}";
        }
        catch (ArgumentException refused)
        {
            return refused.Message;
        }
        options.Listen = endpoint;
        options.Advertise = advertised;
        options.ControlPlaneEndpoint = shared;
        options.MemberName = parsed.GetValue(_memberName);
        options.Journal = parsed.GetValue(_journal);
        options.ServiceCidr = parsed.GetValue(_serviceCidr)!;
        options.ClusterSigningDuration = parsed.GetValue(_signingDuration).Time;
        options.CertificateValidityPeriod = parsed.GetValue(_validity).Time;
        return null;
    }

    /// <summary>Nobody can connect to every address, or to port 0.</summary>
    private static bool IsAddress(IPEndPoint endpoint) =>
        endpoint.Port != 0 && !endpoint.Address.Equals(IPAddress.Any) && !endpoint.Address.Equals(IPAddress.IPv6Any);
}

using System.CommandLine;
using Orchestrator.Client.Http;
using Orchestrator.Client.Http.Kubeconfigs;

namespace Orchestrator.Cli.Commands;

/// <summary>The options by which a command finds the cluster it speaks to: <c>--kubeconfig</c>, else <c>--data</c>,
/// else <c>$KUBECONFIG</c>, else the directory <c>up</c> uses by itself.</summary>
internal sealed class ClusterAccess
{
    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    {
        Description = "The kubeconfig of an administrator.",
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "A control plane's data directory, whose admin.kubeconfig is used.",
    };

    /// <summary>Where <c>up</c> keeps a cluster unless it is told otherwise.</summary>
    public static string DefaultData => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "orchestrator");

    public void AddTo(Command command)
    {
        command.Options.Add(_kubeconfig);
        command.Options.Add(_data);
    }

    /// <exception cref="IOException">The kubeconfig cannot be read.</exception>
    /// <exception cref="KubeconfigException">It cannot be followed.</exception>
    public HttpApiClientOptions Open(ParseResult parsed)
    {
        var path = PathOf(parsed);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"there is no kubeconfig at {path}: name one with --kubeconfig, "
                    + "or a control plane's directory with --data");
        }
        return Kubeconfig.Load(path).OptionsFor();
    }

    private string PathOf(ParseResult parsed)
    {
        if (parsed.GetValue(_kubeconfig) is { } named)
            return named;
        if (parsed.GetValue(_data) is { } data)
            return Path.Combine(data, "admin.kubeconfig");
        var variable = Environment.GetEnvironmentVariable("KUBECONFIG");
        return string.IsNullOrEmpty(variable)
            ? Path.Combine(DefaultData, "admin.kubeconfig")
            : variable.Split(Path.PathSeparator)[0];
    }
}

using System.Security.Cryptography;
using Orchestrator.ApiServer.Http.Certificates;

namespace Orchestrator.Cli.Cluster;

/// <summary>Keeps the administrator's certificate in the cluster's kubeconfig true: each control plane renews the one
/// in its own <c>admin.kubeconfig</c> while it runs, and the one that lasts longest is taken over.</summary>
/// <remarks>A control plane that is down renews nothing, so that it is not always the same one that is followed. A
/// renewed certificate comes when a tenth of the old one's life or more is left.</remarks>
public sealed class KubeconfigRenewal : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private readonly ClusterDirectory _directory;
    private readonly Action<string> _tell;
    private readonly TimeProvider _time;
    private readonly Task _looking;
    private IReadOnlyList<string> _seen = [];
    private string? _told;

    /// <param name="tell">Told when the file cannot be renewed, once for each cause.</param>
    /// <param name="time">The system's if null.</param>
    public KubeconfigRenewal(ClusterDirectory directory, Action<string> tell, TimeProvider? time = null)
    {
        (_directory, _tell, _time) = (directory, tell, time ?? TimeProvider.System);
        _looking = LookAsync();
    }

    /// <summary>Takes the newest certificate over. All else in the file stays: its addresses, and what people
    /// changed.</summary>
    /// <returns>Why it was left as it is, and what to do; null: it holds the newest.</returns>
    public static string? Renew(ClusterDirectory directory)
    {
        IReadOnlyList<string> seen = [];
        return Renew(directory, ref seen);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Period, _time, _end.Token);
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The supervisor ends.
        }
    }

    private void Look()
    {
        var trouble = Renew(_directory, ref _seen);
        if (trouble is not null && trouble != _told)
            _tell(trouble);
        _told = trouble;
    }

    private static string? Renew(ClusterDirectory directory, ref IReadOnlyList<string> seen)
    {
        const string Remedy = "'orchestrator cluster up' writes it anew";
        try
        {
            var sources = Sources(directory);
            if (sources.SequenceEqual(seen))
                return null;
            if (ClusterKubeconfig.Renewed(File.ReadAllText(directory.Kubeconfig), sources) is { } renewed)
                AdminKubeconfig.Replace(directory.Kubeconfig, renewed);
            seen = sources;
            return null;
        }
        catch (ClusterException error)
        {
            return error.Message;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{directory.Kubeconfig} cannot be renewed: {error.Message}; {Remedy}";
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return $"{directory.Kubeconfig} holds other credentials than the cluster put there, and is not renewed "
                + $"({error.Message}): {Remedy}";
        }
    }

    /// <summary>What each control plane's own kubeconfig says; of one that has none yet, nothing.</summary>
    private static List<string> Sources(ClusterDirectory directory)
    {
        var texts = new List<string>();
        foreach (var plane in directory.Load().ControlPlanes)
        {
            try
            {
                texts.Add(File.ReadAllText(directory.MemberKubeconfig(plane.Name)));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It was never started, or its files are another user's: the others' count.
            }
        }
        return texts;
    }
}

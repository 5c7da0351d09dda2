using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.Client;
using Orchestrator.Store;

namespace Orchestrator.Hosting;

/// <summary>The authorities of a cluster whose control planes share a store: kept in the Secret
/// <c>kube-system/orchestrator-pki</c>, made by the first of them.</summary>
/// <remarks>Whoever creates the Secret first decides; the others take what it holds. Each keeps a copy in its data
/// directory and signs its own server certificate.</remarks>
internal sealed class ClusterKeys(IApiClient api, IStore store, string directory)
{
    public static readonly ObjectKey Key = new("kube-system", "orchestrator-pki");

    public const string StorageKey = "/registry/secrets/kube-system/orchestrator-pki";

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits until the Secret is there, or it is on us to make it.</summary>
    /// <exception cref="TimeoutException">Neither came.</exception>
    public static async Task WaitAsync(IStore store, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(WaitMax);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            while (!store.Leadership.IsLeader && store.Current.Get(StorageKey) is null)
                await Task.Delay(LookPeriod, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new TimeoutException(
                "the control plane that leads this journal"
                + (store.Leadership.Leader is { } leader ? $" ({leader})" : "")
                + " has not made the cluster's keys; look at its log, or stop it and start this one again");
        }
    }

    /// <summary>The authorities lie in the directory when this returns.</summary>
    /// <exception cref="DataDirectoryException">The directory holds another cluster's.</exception>
    /// <exception cref="StatusException">The store does not take writes.</exception>
    public async Task EnsureAsync(TimeProvider time, CancellationToken cancellation)
    {
        var secret = await FindAsync(cancellation) ?? await MakeAsync(time, cancellation);
        var files = secret.Data.ToArray().ToDictionary(entry => entry.Key, entry => Text(entry.Value));
        var own = Path.Combine(directory, "ca.crt");
        if (File.Exists(own) && await File.ReadAllTextAsync(own, cancellation) != files["ca.crt"])
            throw new DataDirectoryException(
                $"{own} is the authority of another cluster than the journal's: name another directory with --data, or "
                + $"remove {directory}");
        AuthorityFiles.Write(directory, files);
    }

    private async Task<Secret?> FindAsync(CancellationToken cancellation)
    {
        var snapshot = await store.ReadAsync(Freshness.Latest, cancellation);
        return snapshot.Get(StorageKey)?.Value.Object as Secret;
    }

    private async Task<Secret> MakeAsync(TimeProvider time, CancellationToken cancellation)
    {
        var made = new Secret
        {
            Metadata = new() { Name = Key.Name, Namespace = Key.Namespace },
            Type = "Opaque",
            Data = AuthorityFiles.ReadOrMake(directory, time)
                .Select(file => KeyValuePair.Create(file.Key, new Bytes(Encoding.UTF8.GetBytes(file.Value))))
                .ToValueMap(),
        };
        try
        {
            return await api.CreateAsync(made, cancellation);
        }
        catch (StatusException taken) when (taken.IsAlreadyExists)
        {
            return await api.GetAsync<Secret>(Key, cancellation);
        }
    }

    private static string Text(Bytes bytes) => Encoding.UTF8.GetString(bytes.Span);
}

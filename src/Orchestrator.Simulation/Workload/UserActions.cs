using System.Text;
using Orchestrator.Api.Patches;
using Orchestrator.Simulation.Cluster;

namespace Orchestrator.Simulation.Workload;

/// <summary>Single requests of users. Each goes its own way;
/// what a cluster may answer is taken without a word.</summary>
internal sealed class UserActions(SimulatedCluster cluster)
{
    private IApiClient Api => cluster.User;

    /// <summary>Requests that have no answer yet.</summary>
    public int Pending { get; private set; }

    public void Create<T>(T value)
        where T : KubeObject => Begin(async () => await Api.CreateAsync(value));

    public void Delete<T>(ObjectKey key, string? policy = null, long? grace = null)
        where T : KubeObject => Begin(async () => await Api.DeleteAsync<T>(
            key, new DeleteOptions { PropagationPolicy = policy, GracePeriodSeconds = grace }));

    public void Change<T>(ObjectKey key, Func<T, T> change)
        where T : KubeObject => Begin(async () => await Api.UpdateAsync(change(await Api.GetAsync<T>(key))));

    public void Patch<T>(ObjectKey key, PatchType type, string patch)
        where T : KubeObject =>
        Begin(async () => await Api.PatchAsync<T>(key, new Patch(type, Encoding.UTF8.GetBytes(patch))));

    public void Cordon(string node, bool unschedulable) =>
        Change<NodeObject>(new("", node), n => n with { Spec = n.Spec with { Unschedulable = unschedulable } });

    /// <summary>Past every scheduler.</summary>
    public void Bind(ObjectKey pod, string node) => Begin(() => Api.PostAsync(
        ApiKinds.Of<Pod>(), pod, "binding", new Binding { Target = new() { Kind = "Node", Name = node } }));

    /// <summary>A ConfigMap owned by whatever Pod has the name.</summary>
    public void CreateOwned(ObjectKey owner, ObjectKey key, string text, bool blocks) => Begin(async () =>
    {
        var pod = await Api.GetAsync<Pod>(owner);
        await Api.CreateAsync(
            Objects.ConfigMap(key.Namespace, key.Name, text, Objects.OwnedBy(pod, blocks)));
    });

    private void Begin(Func<ValueTask> request) => cluster.System.Run(() =>
    {
        _ = RunAsync(request);
        return default;
    });

    private async Task RunAsync(Func<ValueTask> request)
    {
        Pending++;
        try
        {
            await request();
        }
        catch (StatusException error) when (error.Code is < 500 or 503 or 504)
        {
            // What users get who do not look first, or while the journal is down.
        }
        catch (ApiUnreachableException)
        {
            // The network's doing.
        }
        catch (Exception error)
        {
            cluster.Verdicts.Violated($"a user was answered {error}");
        }
        Pending--;
    }
}

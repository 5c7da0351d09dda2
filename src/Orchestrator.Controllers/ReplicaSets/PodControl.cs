using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.Controllers.ReplicaSets;

/// <summary>Carries out a <see cref="ReplicaSetPlan"/>: many calls at once, each with its event, all under
/// expectations.</summary>
/// <remarks>Invariant: an expectation is raised before the calls and lowered for each that brought nothing, so that it
/// is open exactly while the cache is behind.</remarks>
public sealed class PodControl(IApiClient api, IEventRecorder events, Expectations expected)
{
    /// <summary>The first failure, once all that had begun has ended; null where there was none.</summary>
    public ValueTask<Exception?> ApplyAsync(ReplicaSet set, ReplicaSetPlan plan, CancellationToken ct) => plan switch
    {
        { Create: > 0 } => CreateAsync(set, plan.Create, ct),
        { Delete.IsEmpty: false } => DeleteAsync(set, plan.Delete, ct),
        _ => default,
    };

    private async ValueTask<Exception?> CreateAsync(ReplicaSet set, int count, CancellationToken ct)
    {
        expected.ExpectCreations(set, count);
        var pod = NewPod(set);
        var left = count;
        foreach (var wave in ReplicaSetPlan.Waves(count))
        {
            var calls = new Task<Exception?>[wave];
            for (var i = 0; i < wave; i++)
                calls[i] = CreateOneAsync(set, pod, ct);
            left -= wave;
            var error = FirstOf(await Task.WhenAll(calls));
            if (error is null)
                continue;
            expected.CreationFailed(set.Key, left);
            return error;
        }
        return null;
    }

    private async Task<Exception?> CreateOneAsync(ReplicaSet set, Pod pod, CancellationToken ct)
    {
        try
        {
            var created = await api.CreateAsync(pod, ct);
            events.Normal(set, "SuccessfulCreate", $"Created pod: {created.Metadata.Name}");
            return null;
        }
        catch (StatusException error) when (error.IsNamespaceTerminating)
        {
            // Nothing more is created here, and the set itself is about to go.
            expected.CreationFailed(set.Key);
            return null;
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException)
        {
            expected.CreationFailed(set.Key);
            events.Warning(set, "FailedCreate", $"Error creating: {error.Message}");
            return error;
        }
    }

    private async ValueTask<Exception?> DeleteAsync(ReplicaSet set, ValueList<Pod> pods, CancellationToken ct)
    {
        expected.ExpectDeletions(set, pods.Select(pod => pod.Uid));
        return FirstOf(await Task.WhenAll(pods.Select(pod => DeleteOneAsync(set, pod, ct))));
    }

    private async Task<Exception?> DeleteOneAsync(ReplicaSet set, Pod pod, CancellationToken ct)
    {
        try
        {
            var options = new DeleteOptions { Preconditions = new Preconditions { Uid = pod.Uid } };
            await api.DeleteAsync<Pod>(pod.Key, options, ct);
            events.Normal(set, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
            return null;
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            expected.DeletionObserved(set.Key, pod.Uid);
            return null;
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException)
        {
            expected.DeletionObserved(set.Key, pod.Uid);
            events.Warning(set, "FailedDelete", $"Error deleting: {error.Message}");
            return error;
        }
    }

    /// <summary>A Pod of the template, named by the server: <c>hello-7d9c5b8f6c-x2k4v</c>.</summary>
    private static Pod NewPod(ReplicaSet set)
    {
        var template = set.Spec.Template;
        return new Pod
        {
            Metadata = new ObjectMeta
            {
                Namespace = set.Metadata.Namespace,
                GenerateName = $"{set.Metadata.Name}-",
                Labels = template.ObjectMeta.Labels,
                Annotations = template.ObjectMeta.Annotations,
                Finalizers = template.ObjectMeta.Finalizers,
                OwnerReferences = [set.NewControllerRef()],
            },
            Spec = template.Spec,
        };
    }

    private static Exception? FirstOf(Exception?[] results) => Array.Find(results, error => error is not null);
}

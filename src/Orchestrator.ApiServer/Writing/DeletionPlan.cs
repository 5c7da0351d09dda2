using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Writing;

/// <summary>What a delete does to one object as it is. Pure.</summary>
/// <param name="Step">What is to be written.</param>
/// <param name="Value">The object after it; for a removal as it last was.</param>
/// <remarks>
/// Worked example: a running Pod with 30 s of grace is first updated (deletionTimestamp, grace 30); its node deletes
/// it again with
/// grace 0 when its containers have ended, which shortens the grace to 0 and, with no finalizer left, removes it.
/// </remarks>
internal sealed record DeletionPlan(DeletionStep Step, KubeObject Value)
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    /// <exception cref="StatusException">409: a precondition does not hold.</exception>
    public static DeletionPlan For(KindDefinition kind, KubeObject current, DeleteOptions options, DateTimeOffset now)
    {
        RequirePreconditions(kind, current, options.Preconditions);
        if (current is Namespace ns && (!ns.IsBeingDeleted() || !ns.Spec.Finalizers.IsEmpty))
            return ForNamespace(ns, options, now);

        var grace = kind.DefaultGracePeriodSeconds(current);
        var value = current;
        var graceful = grace is not null;
        if (grace is { } usual)
        {
            if (WithGrace(current, options.GracePeriodSeconds, usual, now) is not { } begun)
                return new(DeletionStep.Nothing, current);
            // A deletionTimestamp without a period is an object whose grace is over: removal follows.
            graceful = !ReferenceEquals(begun, current);
            value = begun;
        }
        value = WithFinalizers(value, options);
        return graceful ? EndGraceful(value, current) : EndAtOnce(value, current, now);
    }

    private static DeletionPlan EndGraceful(KubeObject value, KubeObject current) =>
        value.Metadata.DeletionGracePeriodSeconds == 0 && value.Metadata.Finalizers.IsEmpty
            ? new(DeletionStep.Remove, value)
            : UpdateIfChanged(value, current);

    private static DeletionPlan EndAtOnce(KubeObject value, KubeObject current, DateTimeOffset now)
    {
        if (value.Metadata.Finalizers.IsEmpty)
            return new(DeletionStep.Remove, value);
        return UpdateIfChanged(value.IsBeingDeleted() ? value : Marked(value, now, 0), current);
    }

    private static DeletionPlan UpdateIfChanged(KubeObject value, KubeObject current) =>
        new(value.Equals(current) ? DeletionStep.Nothing : DeletionStep.Update, value);

    /// <summary>Namespaces go in two phases: marked now, removed when the controller has emptied and finalized
    /// them.</summary>
    private static DeletionPlan ForNamespace(Namespace ns, DeleteOptions options, DateTimeOffset now)
    {
        if (ns.IsBeingDeleted())
            return new(DeletionStep.Nothing, ns);
        var marked = (Namespace)WithFinalizers(ns, options);
        return new(DeletionStep.Update, marked with
        {
            Metadata = marked.Metadata with { DeletionTimestamp = now },
            Status = marked.Status with { Phase = "Terminating" },
        });
    }

    /// <summary>The object with its deletion begun or shortened; itself where its grace is over; null where nothing
    /// is to do.</summary>
    private static KubeObject? WithGrace(KubeObject current, long? asked, long usual, DateTimeOffset now)
    {
        var meta = current.Metadata;
        if (meta.DeletionTimestamp is not { } due)
            return Marked(current, now, usual == 0 ? 0 : Seconds(asked ?? usual));
        if (meta.DeletionGracePeriodSeconds is not { } pending)
            return current;
        if (asked is not { } shorter || Seconds(shorter) >= pending)
            return null;
        return current.With(meta with
        {
            DeletionTimestamp = due.Moment.AddSeconds(Seconds(shorter) - pending),
            DeletionGracePeriodSeconds = Seconds(shorter),
        });
    }

    // A negative period means at once, but with the steps of a graceful deletion.
    private static long Seconds(long asked) => asked < 0 ? 1 : asked;

    private static KubeObject Marked(KubeObject value, DateTimeOffset now, long grace)
    {
        var meta = value.Metadata;
        return value.With(meta with
        {
            DeletionTimestamp = now.AddSeconds(grace),
            DeletionGracePeriodSeconds = grace,
            Generation = meta.Generation > 0 ? meta.Generation + 1 : 0,
        });
    }

    private static KubeObject WithFinalizers(KubeObject value, DeleteOptions options)
    {
        var had = value.Metadata.Finalizers;
        var orphan = Wants(options, "Orphan", options.OrphanDependents, Contains(had, OrphanFinalizer));
        var foreground = Wants(
            options, "Foreground", options.OrphanDependents is null ? null : false, Contains(had, ForegroundFinalizer));
        if (orphan == Contains(had, OrphanFinalizer) && foreground == Contains(had, ForegroundFinalizer))
            return value;
        var now = had.RemoveAll(f => f is OrphanFinalizer or ForegroundFinalizer);
        if (orphan)
            now = now.Add(OrphanFinalizer);
        if (foreground)
            now = now.Add(ForegroundFinalizer);
        return value.With(value.Metadata with { Finalizers = now });
    }

    private static bool Wants(DeleteOptions options, string policy, bool? legacy, bool had) =>
        legacy ?? (options.PropagationPolicy is { } asked ? asked == policy : had);

    private static bool Contains(ValueList<string> finalizers, string name)
    {
        foreach (var finalizer in finalizers)
        {
            if (finalizer == name)
                return true;
        }
        return false;
    }

    private static void RequirePreconditions(KindDefinition kind, KubeObject current, Preconditions? expected)
    {
        var meta = current.Metadata;
        if (expected?.Uid is { } uid && uid != meta.Uid)
        {
            throw Statuses.Conflict(
                kind.Gvk.Group, kind.Plural, meta.Name!,
                $"the UID in the precondition ({uid}) does not match the UID in record ({meta.Uid}). "
                + "The object might have been deleted and then recreated");
        }
        if (expected?.ResourceVersion is { } revision && revision != meta.ResourceVersion)
        {
            throw Statuses.Conflict(
                kind.Gvk.Group, kind.Plural, meta.Name!,
                $"the ResourceVersion in the precondition ({revision}) does not match the ResourceVersion in record "
                + $"({meta.ResourceVersion}). The object might have been modified");
        }
    }
}

/// <summary>What a delete writes.</summary>
internal enum DeletionStep
{
    /// <summary>The deletion is already under way.</summary>
    Nothing,

    /// <summary>The object stays, marked.</summary>
    Update,

    /// <summary>The object goes.</summary>
    Remove,
}

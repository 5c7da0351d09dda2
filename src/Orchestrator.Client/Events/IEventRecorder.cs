using Orchestrator.Api;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Client;

/// <summary>Says something about an object for <c>kubectl describe</c> and <c>kubectl events</c>. Never waits, never
/// fails.</summary>
public interface IEventRecorder
{
    /// <param name="involved">What it is about; a Pod's container by its <c>fieldPath</c>,
    /// <c>spec.containers{name}</c>.</param>
    /// <param name="type"><see cref="EventTypes.Normal"/> or <see cref="EventTypes.Warning"/>.</param>
    /// <param name="reason">A short CamelCase word that machines may read.</param>
    /// <param name="message">For people.</param>
    void Event(ObjectReference involved, string type, string reason, string message);
}

/// <summary>The values of an Event's <c>type</c>.</summary>
public static class EventTypes
{
    public const string Normal = "Normal";

    public const string Warning = "Warning";
}

public static class EventRecorderExtensions
{
    extension(IEventRecorder recorder)
    {
        public void Normal(KubeObject involved, string reason, string message) =>
            recorder.Event(involved.ToReference(), EventTypes.Normal, reason, message);

        public void Warning(KubeObject involved, string reason, string message) =>
            recorder.Event(involved.ToReference(), EventTypes.Warning, reason, message);
    }

    /// <summary>A reference as events carry it, with uid and resourceVersion.</summary>
    public static ObjectReference ToReference(this KubeObject value, string? fieldPath = null) => new()
    {
        Kind = value.Gvk.Kind,
        Namespace = value.Metadata.Namespace,
        Name = value.Metadata.Name,
        Uid = value.Metadata.Uid,
        ApiVersion = value.Gvk.ApiVersion,
        ResourceVersion = value.Metadata.ResourceVersion,
        FieldPath = fieldPath,
    };
}

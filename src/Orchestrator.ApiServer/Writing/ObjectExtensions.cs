using Orchestrator.Api;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.ApiServer.Writing;

internal static class ObjectExtensions
{
    public static bool IsBeingDeleted(this KubeObject value) => value.Metadata.DeletionTimestamp is not null;

    public static KubeObject With(this KubeObject value, ObjectMeta metadata) => value with { Metadata = metadata };

    /// <summary>The object with another resourceVersion; null for none.</summary>
    public static KubeObject WithResourceVersion(this KubeObject value, string? resourceVersion) =>
        value with { Metadata = value.Metadata with { ResourceVersion = resourceVersion } };
}

using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Writing;

/// <summary>Name, namespace and identity of new objects, and whether a body fits the path it was sent to.</summary>
internal static class ObjectNaming
{
    private const int SuffixLength = 5;

    // A generated name stays a DNS label: 63 bytes with its suffix.
    private const int BaseLengthMax = 63 - SuffixLength;

    /// <summary>The object in the request's namespace.</summary>
    /// <exception cref="StatusException">400: the object names another namespace.</exception>
    public static KubeObject InNamespace(ApiRequest request, KubeObject value)
    {
        var own = value.Metadata.Namespace ?? "";
        if (own == request.Namespace)
            return value;
        if (own.Length > 0 && request.Kind.Namespaced)
        {
            throw Statuses.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request");
        }
        var ns = request.Kind.Namespaced ? request.Namespace : null;
        return value.With(value.Metadata with { Namespace = ns });
    }

    /// <exception cref="StatusException">400: the object's name is not the path's.</exception>
    public static void RequireName(ApiRequest request, KubeObject value)
    {
        var name = value.Metadata.Name ?? "";
        if (name != request.Name)
        {
            throw Statuses.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        }
    }

    /// <summary>What a new object gets from the server; user's values of these fields are dropped.</summary>
    public static KubeObject AsNew(KubeObject value, DateTimeOffset now, Entropy entropy)
    {
        var meta = value.Metadata;
        var name = meta.Name;
        if (string.IsNullOrEmpty(name) && !string.IsNullOrEmpty(meta.GenerateName))
            name = Generate(meta.GenerateName, entropy);
        return value.With(meta with
        {
            Name = name,
            Uid = entropy.NextUid(),
            CreationTimestamp = now,
            DeletionTimestamp = null,
            DeletionGracePeriodSeconds = null,
            SelfLink = null,
            ResourceVersion = null,
        });
    }

    private static string Generate(string prefix, Entropy entropy) =>
        string.Concat(prefix.AsSpan(0, Math.Min(prefix.Length, BaseLengthMax)), entropy.NextSuffix(SuffixLength));
}

using Orchestrator.Api;

namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>One object for its whole life. For an owner nobody has seen yet, what a dependent says of it.</summary>
/// <param name="Namespace">Of an unseen owner, its dependent's: whether the kind has namespaces is known only to the
/// API.</param>
public sealed record ObjectIdentity(string ApiVersion, string Kind, string Namespace, string Name, string Uid)
{
    public static ObjectIdentity Of(KubeObject value) => new(
        value.Gvk.ApiVersion, value.Gvk.Kind, value.Key.Namespace, value.Key.Name, value.Metadata.Uid ?? "");

    /// <summary>The owner that a reference in an object of this namespace names.</summary>
    public static ObjectIdentity Of(OwnerReference owner, string ns) =>
        new(owner.ApiVersion, owner.Kind, ns, owner.Name, owner.Uid);

    /// <summary>Whether the reference, found in <paramref name="ns"/>, means this object and not only its
    /// uid.</summary>
    public bool IsMeantBy(OwnerReference owner, string ns) =>
        owner.Kind == Kind && owner.Name == Name && GroupOf(owner.ApiVersion) == GroupOf(ApiVersion)
        && (Namespace.Length == 0 || Namespace == ns);

    /// <summary>As Kubernetes writes it into events.</summary>
    public override string ToString() => $"[{ApiVersion}/{Kind}, namespace: {Namespace}, name: {Name}, uid: {Uid}]";

    private static string GroupOf(string apiVersion) =>
        apiVersion.IndexOf('/') is var slash and >= 0 ? apiVersion[..slash] : "";
}

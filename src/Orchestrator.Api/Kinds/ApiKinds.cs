using System.Collections.Frozen;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Authentication.V1;
using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Policy.V1;

namespace Orchestrator.Api.Kinds;

/// <summary>The built-in kinds. To add one: its record, its <c>XKind</c> beside it, and a line here.</summary>
public static class ApiKinds
{
    private static readonly FrozenDictionary<Type, KindDefinition> ByType;
    private static readonly FrozenDictionary<GroupVersionKind, KindDefinition> ByGvk;
    private static readonly FrozenDictionary<(string Group, string Version, string Plural), KindDefinition> ByResource;

    static ApiKinds()
    {
        All =
        [
            new ConfigMapKind(), new EndpointsKind(), new EventKind(), new NamespaceKind(), new NodeKind(),
            new PodKind(),
            new SecretKind(), new ServiceKind(), new ServiceAccountKind(),
            new DeploymentKind(), new ReplicaSetKind(),
            new CertificateSigningRequestKind(),
            new LeaseKind(),
            new EndpointSliceKind(),
        ];
        Reviews =
        [
            new SelfSubjectReviewKind(), new TokenReviewKind(),
            new LocalSubjectAccessReviewKind(), new SelfSubjectAccessReviewKind(), new SelfSubjectRulesReviewKind(),
            new SubjectAccessReviewKind(),
        ];
        Served = All.Concat(Reviews).ToValueList();
        Bodies = [new BindingKind(), new EvictionKind(), new ScaleKind()];
        ByType = Served.Concat(Bodies).ToFrozenDictionary(kind => kind.ObjectType);
        ByGvk = Served.Concat(Bodies).ToFrozenDictionary(kind => kind.Gvk);
        ByResource = Served.ToFrozenDictionary(kind => (kind.Gvk.Group, kind.Gvk.Version, kind.Plural));
    }

    /// <summary>Every kind that is stored and served as a resource, core group first, by group and plural.</summary>
    public static ValueList<KindDefinition> All { get; }

    /// <summary>Kinds that are served but never stored: questions that are answered as they are created.</summary>
    public static ValueList<KindDefinition> Reviews { get; }

    /// <summary>All that are resources: those stored and the reviews.</summary>
    public static ValueList<KindDefinition> Served { get; }

    /// <summary>Kinds that only travel, to and from subresources: Binding, Eviction and Scale.</summary>
    public static ValueList<KindDefinition> Bodies { get; }

    /// <summary>The definition of a record type, bodies included.</summary>
    /// <exception cref="ArgumentException">The type is no built-in kind.</exception>
    public static KindDefinition Of<T>()
        where T : KubeObject => Cache<T>.Kind;

    /// <inheritdoc cref="Of{T}"/>
    public static KindDefinition Of(Type type) =>
        ByType.TryGetValue(type, out var kind)
            ? kind
            : throw new ArgumentException($"{type.Name} is not a built-in kind", nameof(type));

    /// <summary>The kind an object says it is, bodies included; null where it is not built in.</summary>
    public static KindDefinition? Find(GroupVersionKind gvk) => ByGvk.GetValueOrDefault(gvk);

    /// <summary>The kind served under a resource's name in URLs; null where there is none.</summary>
    public static KindDefinition? Find(string group, string version, string plural) =>
        ByResource.GetValueOrDefault((group, version, plural));

    private static class Cache<T>
        where T : KubeObject
    {
        public static readonly KindDefinition Kind = Of(typeof(T));
    }
}

using System.Text;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests;

/// <summary>Minimal objects that are valid, and what the write path makes of an object.</summary>
internal static class Samples
{
    public const string Pod =
        """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","namespace":"default"},"spec":{"containers":[{"name":"app","image":"app:1"}]}}""";

    public const string Service =
        """{"kind":"Service","apiVersion":"v1","metadata":{"name":"web","namespace":"default"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}""";

    public const string Deployment =
        """{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web","namespace":"default"},"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app","image":"app"}]}}}}""";

    public static readonly Dictionary<string, string> All = new()
    {
        ["pods"] = Pod,
        ["services"] = Service,
        ["deployments"] = Deployment,
        ["replicasets"] = Deployment.Replace("\"Deployment\"", "\"ReplicaSet\""),
        ["namespaces"] = """{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"team"}}""",
        ["nodes"] = """{"kind":"Node","apiVersion":"v1","metadata":{"name":"node-1"},"status":{"capacity":{"cpu":"4","memory":"8Gi","pods":"110"}}}""",
        ["configmaps"] = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"settings","namespace":"default"},"data":{"a.conf":"x"}}""",
        ["secrets"] = """{"kind":"Secret","apiVersion":"v1","metadata":{"name":"login","namespace":"default"},"stringData":{"password":"pw"}}""",
        ["serviceaccounts"] = """{"kind":"ServiceAccount","apiVersion":"v1","metadata":{"name":"robot","namespace":"default"},"secrets":[{"name":"s","namespace":"x"}]}""",
        ["endpoints"] = """{"kind":"Endpoints","apiVersion":"v1","metadata":{"name":"web","namespace":"default"},"subsets":[{"addresses":[{"ip":"127.64.0.5"}],"ports":[{"port":8080}]}]}""",
        ["endpointslices"] = """{"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1","metadata":{"name":"web-1","namespace":"default"},"addressType":"IPv4","endpoints":[{"addresses":["127.64.0.5"]}],"ports":[{"port":8080}]}""",
        ["certificatesigningrequests"] = """{"kind":"CertificateSigningRequest","apiVersion":"certificates.k8s.io/v1","metadata":{"name":"node-csr-1"},"spec":{"request":"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlId01JR1dBZ0VBTURReEZUQVRCZ05WQkFvTURITjVjM1JsYlRwdWIyUmxjekViTUJrR0ExVUVBd3dTYzNsegpkR1Z0T201dlpHVTZibTlrWlMweE1Ga3dFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRXlGMVh1WGlOCkVhaks0ZGFCL3Z4dEV1UGs3NEl6cjdTV2tEQXJDTHFXT0o1anMzTTFNYzAyZlArdmFwYlBCeEJOck01TXlONUQKSk9MZnB5Rk9iMUU3dXFBQU1Bb0dDQ3FHU000OUJBTUNBMGtBTUVZQ0lRQ054bTF3NXdyMjhQNTJScDg0VmZ3bgpUY29kNFQ5cXpjV2JQTGl2WHcwWEVnSWhBUGU2NllaVWdFQitoSWRGaTQzU3d1TjRRa0c0V21GZUNWTVgwd3BEClU4eGUKLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==","signerName":"kubernetes.io/kube-apiserver-client-kubelet","expirationSeconds":3600,"usages":["digital signature","client auth"]}}""",
        ["leases"] = """{"kind":"Lease","apiVersion":"coordination.k8s.io/v1","metadata":{"name":"leader","namespace":"default"},"spec":{"holderIdentity":"a","leaseDurationSeconds":15}}""",
        ["events"] = """{"kind":"Event","apiVersion":"v1","metadata":{"name":"web.1","namespace":"default"},"involvedObject":{"kind":"Pod","namespace":"default","name":"web"},"reason":"Started","type":"Normal"}""",
    };

    public static KindDefinition Kind(string plural) => ApiKinds.All.Single(kind => kind.Plural == plural);

    public static T Read<T>(string json)
        where T : KubeObject => (T)ApiKinds.Of<T>().ReadJson(Encoding.UTF8.GetBytes(json));

    public static KubeObject Read(string plural) => Kind(plural).ReadJson(Encoding.UTF8.GetBytes(All[plural]));

    /// <summary>As a create stores it.</summary>
    public static T Created<T>(T value)
        where T : KubeObject
    {
        var kind = ApiKinds.Of<T>();
        return (T)kind.PrepareForCreate(kind.Default(value));
    }

    /// <summary>What is wrong with it, on creation, as <c>field: message</c>.</summary>
    public static List<string> Errors<T>(T value)
        where T : KubeObject => Errors(ApiKinds.Of<T>(), value);

    public static List<string> Errors(KindDefinition kind, KubeObject value)
    {
        var errors = new FieldErrors();
        kind.Validate(kind.PrepareForCreate(kind.Default(value)), errors);
        return Texts(errors);
    }

    /// <summary>The kind a document names.</summary>
    public static KindDefinition KindOf(string json) =>
        ApiKinds.All.Single(kind => json.StartsWith($"{{\"kind\":\"{kind.Gvk.Kind}\"", StringComparison.Ordinal));

    /// <summary>What is wrong with an update to it.</summary>
    public static List<string> UpdateErrors<T>(T value, T old)
        where T : KubeObject
    {
        var kind = ApiKinds.Of<T>();
        var errors = new FieldErrors();
        kind.ValidateUpdate(kind.PrepareForUpdate(kind.Default(value), old), old, errors);
        return Texts(errors);
    }

    public static List<string> StatusErrors<T>(T value, T old)
        where T : KubeObject
    {
        var kind = ApiKinds.Of<T>();
        var errors = new FieldErrors();
        kind.ValidateStatusUpdate(kind.PrepareForStatusUpdate(value, old), old, errors);
        return Texts(errors);
    }

    /// <summary>What is wrong with an update of a path below it.</summary>
    public static List<string> SubresourceErrors<T>(string subresource, T value, T old)
        where T : KubeObject
    {
        var kind = ApiKinds.Of<T>();
        var errors = new FieldErrors();
        kind.ValidateSubresourceUpdate(
            subresource, kind.PrepareForSubresourceUpdate(subresource, value, old), old, errors);
        return Texts(errors);
    }

    private static List<string> Texts(FieldErrors errors) => errors.Found.Select(error => error.ToString()).ToList();
}

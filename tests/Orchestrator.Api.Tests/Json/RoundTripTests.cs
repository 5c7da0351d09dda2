using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Authentication.V1;
using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Api.Tests.Json;

public class RoundTripTests
{
    private delegate byte[] Pass(byte[] utf8, StrictErrors strict);

    private static readonly SortedDictionary<string, Pass> Kinds = new(StringComparer.Ordinal)
    {
        ["apps.v1.Deployment"] = Of<Deployment>,
        ["apps.v1.ReplicaSet"] = Of<ReplicaSet>,
        ["authentication.k8s.io.v1.SelfSubjectReview"] = Of<SelfSubjectReview>,
        ["authentication.k8s.io.v1.TokenReview"] = Of<TokenReview>,
        ["authorization.k8s.io.v1.LocalSubjectAccessReview"] = Of<LocalSubjectAccessReview>,
        ["authorization.k8s.io.v1.SelfSubjectAccessReview"] = Of<SelfSubjectAccessReview>,
        ["authorization.k8s.io.v1.SelfSubjectRulesReview"] = Of<SelfSubjectRulesReview>,
        ["authorization.k8s.io.v1.SubjectAccessReview"] = Of<SubjectAccessReview>,
        ["autoscaling.v1.Scale"] = Of<Scale>,
        ["certificates.k8s.io.v1.CertificateSigningRequest"] = Of<CertificateSigningRequest>,
        ["coordination.k8s.io.v1.Lease"] = Of<Lease>,
        ["core.v1.APIGroup"] = Of<ApiGroup>,
        ["core.v1.APIVersions"] = Of<ApiVersions>,
        ["core.v1.Binding"] = Of<Binding>,
        ["core.v1.ConfigMap"] = Of<ConfigMap>,
        ["core.v1.CreateOptions"] = Of<CreateOptions>,
        ["core.v1.DeleteOptions"] = Of<DeleteOptions>,
        ["core.v1.Endpoints"] = Of<Endpoints>,
        ["core.v1.Event"] = Of<Event>,
        ["core.v1.GetOptions"] = Of<GetOptions>,
        ["core.v1.ListOptions"] = Of<ListOptions>,
        ["core.v1.Namespace"] = Of<Namespace>,
        ["core.v1.Node"] = Of<Node>,
        ["core.v1.PatchOptions"] = Of<PatchOptions>,
        ["core.v1.Pod"] = Of<Pod>,
        ["core.v1.PodLogOptions"] = Of<PodLogOptions>,
        ["core.v1.Secret"] = Of<Secret>,
        ["core.v1.Service"] = Of<Service>,
        ["core.v1.ServiceAccount"] = Of<ServiceAccount>,
        ["core.v1.Status"] = Of<Status>,
        ["core.v1.UpdateOptions"] = Of<UpdateOptions>,
        ["discovery.k8s.io.v1.EndpointSlice"] = Of<EndpointSlice>,
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [KubernetesObjectsTheory]
    [MemberData(nameof(Names))]
    public void EveryFieldFilled_ComesBack(string name)
    {
        var original = KubernetesObjects.Read(name + ".json");
        var strict = new StrictErrors();

        var written = Kinds[name](original, strict);

        Assert.Empty(strict.Found);
        var expected = JsonNode.Parse(original)!;
        var actual = JsonNode.Parse(written)!;
        Assert.True(JsonNode.DeepEquals(expected, actual),
            $"expected {expected.ToJsonString()}\nactual   {actual.ToJsonString()}");
    }

    [KubernetesObjectsTheory]
    [MemberData(nameof(Names))]
    public void EveryFieldFilled_KeepsKubernetesOrder(string name)
    {
        var original = KubernetesObjects.Read(name + ".json");

        var written = Kinds[name](original, new());

        Assert.Equal(JsonNode.Parse(original)!.ToJsonString(), JsonNode.Parse(written)!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"creationTimestamp":null},"spec":{"containers":[]},"status":{}}""")]
    public void NoField_WritesWhatIsNeverLeftOut(string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(JsonCodec.Write(Pod.Empty)));

    [Fact]
    public void WrittenAgain_GivesTheSameBytes()
    {
        var pod = Pod.Empty with
        {
            Metadata = new() { Name = "größe-日本", Labels = Api.Values.ValueMap.Of(("b", "<&>"), ("a", "\"\\\n")) },
        };

        var once = JsonCodec.Write(pod);
        var read = JsonCodec.Read<Pod>(once);

        Assert.Equal(pod, read);
        Assert.Equal(once, JsonCodec.Write(read));
        Assert.Contains("größe-日本", Encoding.UTF8.GetString(once), StringComparison.Ordinal);
    }

    private static byte[] Of<T>(byte[] utf8, StrictErrors strict)
        where T : IApiType<T> => JsonCodec.Write(JsonCodec.Read<T>(utf8, strict));
}

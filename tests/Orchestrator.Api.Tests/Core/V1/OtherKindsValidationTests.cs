using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;

namespace Orchestrator.Api.Tests.Core.V1;

/// <summary>Kinds whose rules are few.</summary>
public class OtherKindsValidationTests
{
    public static TheoryData<string, string, string> Rows => new()
    {
        { "configmap key", """{"kind":"ConfigMap","metadata":{"name":"a","namespace":"b"},"data":{"a b":"x"}}""", "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')" },
        { "configmap key twice", """{"kind":"ConfigMap","metadata":{"name":"a","namespace":"b"},"data":{"a":"x"},"binaryData":{"a":""}}""", "data[a]: Invalid value: \"a\": duplicate of key present in binaryData" },
        { "tls secret", """{"kind":"Secret","metadata":{"name":"a","namespace":"b"},"type":"kubernetes.io/tls","data":{"tls.crt":""}}""", "data[tls.key]: Required value" },
        { "docker secret", """{"kind":"Secret","metadata":{"name":"a","namespace":"b"},"type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"no"}}""", "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": must be a JSON object" },
        { "token secret", """{"kind":"Secret","metadata":{"name":"a","namespace":"b"},"type":"kubernetes.io/service-account-token"}""", "metadata.annotations[kubernetes.io/service-account.name]: Required value" },
        { "ssh secret", """{"kind":"Secret","metadata":{"name":"a","namespace":"b"},"type":"kubernetes.io/ssh-auth"}""", "data[ssh-privatekey]: Required value" },
        { "namespace name", """{"kind":"Namespace","metadata":{"name":"a.b"}}""", "metadata.name: Invalid value: \"a.b\": must not contain dots" },
        { "namespace in a namespace", """{"kind":"Namespace","metadata":{"name":"a","namespace":"b"}}""", "metadata.namespace: Forbidden: not allowed on this type" },
        { "node taint", """{"kind":"Node","metadata":{"name":"a"},"spec":{"taints":[{"key":"a","effect":"Never"}]}}""", "metadata.taints[0].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"" },
        { "node taint twice", """{"kind":"Node","metadata":{"name":"a"},"spec":{"taints":[{"key":"a","effect":"NoSchedule"},{"key":"a","value":"x","effect":"NoSchedule"}]}}""", "metadata.taints[1]: Duplicate value: \"a:NoSchedule\": taints must be unique by key and effect pair" },
        { "node cidr", """{"kind":"Node","metadata":{"name":"a"},"spec":{"podCIDRs":["10.0.0.0/33"]}}""", "spec.podCIDRs[0]: Invalid value: \"10.0.0.0/33\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)" },
        { "endpoints without address", """{"kind":"Endpoints","metadata":{"name":"a","namespace":"b"},"subsets":[{"ports":[{"port":1}]}]}""", "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`" },
        { "endpoints link-local", """{"kind":"Endpoints","metadata":{"name":"a","namespace":"b"},"subsets":[{"addresses":[{"ip":"169.254.1.1"}]}]}""", "subsets[0].addresses[0].ip: Invalid value: \"169.254.1.1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)" },
        { "event elsewhere", """{"kind":"Event","metadata":{"name":"a","namespace":"b"},"involvedObject":{"namespace":"c"}}""", "involvedObject.namespace: Invalid value: \"c\": does not match event.namespace" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Create_OneRuleBroken_SaysWhichAndHow(string name, string json, string error)
    {
        var kind = Samples.KindOf(json);
        var errors = Samples.Errors(kind, kind.ReadJson(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.Equal((name, error), (name, Assert.Single(errors)));
    }

    [Theory]
    [InlineData("IPv4", "::1", "endpoints[0].addresses[0]: Invalid value: \"::1\": must be a valid IPv4 address")]
    [InlineData("FQDN", "host", "endpoints[0].addresses[0]: Invalid value: \"host\": should be a domain with at least two segments separated by dots")]
    [InlineData("", "1.2.3.4", "addressType: Required value")]
    [InlineData("IPX", "1.2.3.4", "addressType: Unsupported value: \"IPX\": supported values: \"FQDN\", \"IPv4\", \"IPv6\"")]
    public void EndpointSlice_AddressesAreOfItsType(string type, string address, string error)
    {
        var slice = Samples.Read<EndpointSlice>(Samples.All["endpointslices"]) with
        {
            AddressType = type,
            Endpoints = [new Endpoint { Addresses = [address] }],
        };
        Assert.Equal([error], Samples.Errors(slice));
    }

    [Fact]
    public void EndpointSlice_Change_RaisesTheGeneration()
    {
        var old = Samples.Created(Samples.Read<EndpointSlice>(Samples.All["endpointslices"]));
        var kind = Samples.Kind("endpointslices");
        Assert.Equal(1, kind.PrepareForUpdate(old, old).Metadata.Generation);
        Assert.Equal(2, kind.PrepareForUpdate(old with { Endpoints = [] }, old).Metadata.Generation);
    }

    [Fact]
    public void Secret_Type_IsImmutable()
    {
        var old = Samples.Created(Samples.Read<Secret>(Samples.All["secrets"]));
        Assert.Equal(
            ["type: Invalid value: \"example.com/x\": field is immutable"],
            Samples.UpdateErrors(old with { Type = "example.com/x" }, old));
    }

    [Fact]
    public void ConfigMap_Immutable_DoesNotChange()
    {
        var old = Samples.Created(Samples.Read<ConfigMap>(Samples.All["configmaps"])) with { Immutable = true };
        Assert.Equal(
            [
                "immutable: Forbidden: field is immutable when `immutable` is set",
                "data: Forbidden: field is immutable when `immutable` is set",
            ],
            Samples.UpdateErrors(old with { Immutable = null, Data = [] }, old));
    }

    [Fact]
    public void Node_PodCidrs_AreSetOnce()
    {
        var old = Samples.Created(Samples.Read<Node>(Samples.All["nodes"]));
        var assigned = old with { Spec = old.Spec with { PodCidrs = ["10.0.0.0/24"] } };
        Assert.Empty(Samples.UpdateErrors(assigned, old));
        Assert.Equal(
            ["spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid"],
            Samples.UpdateErrors(old, assigned));
    }

    [Fact]
    public void Namespace_Phase_FollowsDeletion()
    {
        var old = Samples.Created(Samples.Read<Namespace>(Samples.All["namespaces"]));
        Assert.Equal(
            ["status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty"],
            Samples.StatusErrors(old with { Status = new NamespaceStatus { Phase = "Terminating" } }, old));
    }

    [Fact]
    public void Lease_UpdateWithoutRevision_IsRefused()
    {
        var old = Samples.Created(Samples.Read<Lease>(Samples.All["leases"]));
        Assert.Equal(
            ["metadata.resourceVersion: Invalid value: \"\": must be specified for an update"],
            Samples.UpdateErrors(old, old));
    }

    [Fact]
    public void Lease_Numbers_ArePositive()
    {
        var lease = Samples.Read<Lease>(Samples.All["leases"]) with
        {
            Spec = new LeaseSpec { LeaseDurationSeconds = 0, LeaseTransitions = -1 },
        };
        Assert.Equal(
            [
                "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
                "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0",
            ],
            Samples.Errors(lease));
    }

    [Fact]
    public void Bodies_AreChecked()
    {
        var meta = new ObjectMeta { Name = "a", Namespace = "b" };
        Assert.Equal(["target.name: Required value"], Samples.Errors(new Binding { Metadata = meta }));
        Assert.Equal(
            ["spec.replicas: Invalid value: -1: must be greater than or equal to 0"],
            Samples.Errors(new Scale { Metadata = meta, Spec = new ScaleSpec { Replicas = -1 } }));
    }
}

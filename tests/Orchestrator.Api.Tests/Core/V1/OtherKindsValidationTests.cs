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
        { "node taint twice", """{"kind":"Node","metadata":{"name":"a"},"spec":{"taints":[{"key":"a","effect":"NoSchedule"},{"key":"a","value":"x","effect":"NoSchedule"}]}}""", "metadata.taints[1]: Duplicate value: {\"key\":\"a\",\"value\":\"x\",\"effect\":\"NoSchedule\"}: taints must be unique by key and effect pair" },
        { "node cidr", """{"kind":"Node","metadata":{"name":"a"},"spec":{"podCIDRs":["10.0.0.0/33"]}}""", "spec.podCIDRs[0]: Invalid value: \"10.0.0.0/33\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)" },
        { "endpoints without address", """{"kind":"Endpoints","metadata":{"name":"a","namespace":"b"},"subsets":[{"ports":[{"port":1}]}]}""", "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`" },
        { "endpoints link-local", """{"kind":"Endpoints","metadata":{"name":"a","namespace":"b"},"subsets":[{"addresses":[{"ip":"169.254.1.1"}]}]}""", "subsets[0].addresses[0].ip: Invalid value: \"169.254.1.1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)" },
        { "node cidrs of one family", """{"kind":"Node","metadata":{"name":"a"},"spec":{"podCIDRs":["10.0.0.0/24","10.0.1.0/24"]}}""", "spec.podCIDRs: Invalid value: [\"10.0.0.0/24\",\"10.0.1.0/24\"]: may specify no more than one CIDR for each IP family" },
        { "node capacity", """{"kind":"Node","metadata":{"name":"a"},"status":{"capacity":{"cpu":"-1"},"allocatable":{"cpu":"1"}}}""", "status.capacity.cpu: Invalid value: \"-1\": must be greater than or equal to 0" },
        { "namespace finalizer", """{"kind":"Namespace","metadata":{"name":"a"},"spec":{"finalizers":["mine"]}}""", "spec.finalizers: Invalid value: \"mine\": name is neither a standard finalizer name nor is it fully qualified" },
        { "binary config key", """{"kind":"ConfigMap","metadata":{"name":"a","namespace":"b"},"binaryData":{"..":""}}""", "binaryData[..]: Invalid value: \"..\": must not be '..'" },
        { "docker secret without data", """{"kind":"Secret","metadata":{"name":"a","namespace":"b"},"type":"kubernetes.io/dockercfg"}""", "data[.dockercfg]: Required value" },
        { "endpoints port name", """{"kind":"Endpoints","metadata":{"name":"a","namespace":"b"},"subsets":[{"addresses":[{"ip":"1.1.1.1"}],"ports":[{"port":1},{"name":"b","port":2}]}]}""", "subsets[0].ports[0].name: Required value" },
        { "endpoints port", """{"kind":"Endpoints","metadata":{"name":"a","namespace":"b"},"subsets":[{"notReadyAddresses":[{"ip":"1.1.1.1"}],"ports":[{"port":0}]}]}""", "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive" },
        { "endpoints protocol", """{"kind":"Endpoints","metadata":{"name":"a","namespace":"b"},"subsets":[{"addresses":[{"ip":"1.1.1.1"}],"ports":[{"port":1,"protocol":"IP"}]}]}""", "subsets[0].ports[0].protocol: Unsupported value: \"IP\": supported values: \"SCTP\", \"TCP\", \"UDP\"" },
        { "event reporter", """{"kind":"Event","metadata":{"name":"a","namespace":"b"},"involvedObject":{"namespace":"b"},"eventTime":"2020-01-01T00:00:00.000000Z","reportingComponent":"a b","reportingInstance":"i","action":"a","reason":"r"}""", "reportingComponent: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')" },
        { "event action", """{"kind":"Event","metadata":{"name":"a","namespace":"b"},"involvedObject":{"namespace":"b"},"eventTime":"2020-01-01T00:00:00.000000Z","reportingComponent":"a","reportingInstance":"i","reason":"r"}""", "action: Required value" },
        { "event name", """{"kind":"Event","metadata":{"name":"a%b","namespace":"b"},"involvedObject":{"namespace":"b"}}""", "metadata.name: Invalid value: \"a%b\": may not contain '%'" },
        { "event of a cluster's object", """{"kind":"Event","metadata":{"name":"a","namespace":"b"},"involvedObject":{"kind":"Node"}}""", "involvedObject.namespace: Invalid value: \"\": does not match event.namespace" },
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
    public void EventMessage_IsCountedInBytes()
    {
        var e = Samples.Read<Event>(Samples.All["events"]) with
        {
            EventTime = DateTimeOffset.UnixEpoch,
            ReportingController = "a",
            ReportingInstance = "i",
            Action = "a",
            Message = new string('é', 513),
        };
        Assert.Equal(["message: Invalid value: \"\": can have at most 1024 characters"], Samples.Errors(e));
        Assert.Empty(Samples.Errors(e with { Message = new string('é', 512) }));
    }

    [Fact]
    public void EventName_MayBeWhatAUrlCanHold() => Assert.Empty(
        Samples.Errors(Samples.Read<Event>(Samples.All["events"].Replace("web.1", "Web_1"))));

    [Fact]
    public void DockerSecret_OfNull_IsTaken() => Assert.Empty(Samples.Errors(Samples.Read<Secret>(
        """{"kind":"Secret","metadata":{"name":"a","namespace":"b"},"type":"kubernetes.io/dockercfg","stringData":{".dockercfg":"null"}}""")));

    [Fact]
    public void NamespaceFinalizers_OfTheSubresource_AreCheckedOneByOne()
    {
        var errors = new Orchestrator.Api.Validation.FieldErrors();
        NamespaceKind.ValidateFinalizers(["kubernetes", "mine"], errors);
        Assert.Equal(
            ["spec.finalizers[1]: Invalid value: \"mine\": name is neither a standard finalizer name nor is it fully qualified"],
            errors.Found.Select(error => error.ToString()));
    }

    [Fact]
    public void Node_ConfigSource_IsForgotten()
    {
        var source = new NodeConfigSource { ConfigMap = new ConfigMapNodeConfigSource { Name = "n" } };
        var node = Samples.Read<Node>(Samples.All["nodes"]);
        var created = Samples.Created(node with { Spec = node.Spec with { ConfigSource = source } });
        Assert.Null(created.Spec.ConfigSource);
        var kind = Samples.Kind("nodes");
        var updated = (Node)kind.PrepareForUpdate(
            created with { Spec = created.Spec with { ConfigSource = source } }, created);
        Assert.Null(updated.Spec.ConfigSource);
        var reported = (Node)kind.PrepareForStatusUpdate(
            created with { Status = created.Status with { Config = new NodeConfigStatus { Active = source } } }, created);
        Assert.Null(reported.Status.Config);
    }

    [Theory]
    [InlineData("""{"podCIDR":"10.0.0.0/24"}""", "10.0.0.0/24", "10.0.0.0/24")]
    [InlineData("""{"podCIDRs":["10.0.0.0/24","fd00::/64"]}""", "10.0.0.0/24", "10.0.0.0/24,fd00::/64")]
    [InlineData("""{"podCIDR":"10.1.0.0/24","podCIDRs":["10.0.0.0/24","fd00::/64"]}""", "10.1.0.0/24", "10.1.0.0/24")]
    public void Node_PodCidr_IsTheFirstOfAll(string spec, string first, string all)
    {
        var node = Samples.Created(Samples.Read<Node>($$"""{"kind":"Node","metadata":{"name":"a"},"spec":{{spec}}}"""));
        Assert.Equal((first, all), (node.Spec.PodCidr, string.Join(',', node.Spec.PodCidrs)));
    }

    [Fact]
    public void Node_AddressTwice_IsRefused()
    {
        var old = Samples.Created(Samples.Read<Node>(Samples.All["nodes"]));
        var address = new NodeAddress { Type = "InternalIP", Address = "10.0.0.1" };
        Assert.Equal(
            ["status.addresses[1]: Duplicate value: {\"type\":\"InternalIP\",\"address\":\"10.0.0.1\"}"],
            Samples.StatusErrors(old with { Status = old.Status with { Addresses = [address, address] } }, old));
    }

    [Fact]
    public void Node_Update_MustPassTheRulesOfACreate()
    {
        var old = Samples.Created(Samples.Read<Node>(Samples.All["nodes"]));
        Assert.Equal(
            ["spec.podCIDRs[0]: Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"],
            Samples.UpdateErrors(old with { Spec = old.Spec with { PodCidr = "x" } }, old));
    }

    [Fact]
    public void Lease_CoordinatedElection_IsForgotten()
    {
        var lease = Samples.Read<Lease>(Samples.All["leases"]);
        var created = Samples.Created(
            lease with { Spec = lease.Spec with { Strategy = "anything", PreferredHolder = "b" } });
        Assert.Equal((null, null), (created.Spec.Strategy, created.Spec.PreferredHolder));
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

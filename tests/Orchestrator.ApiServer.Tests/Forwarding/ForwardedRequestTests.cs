using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Forwarding;

/// <summary>What is sent on is what was asked: method, path, query, body and its type.</summary>
public sealed class ForwardedRequestTests
{
    public static TheoryData<string, ApiRequest, string, string, string> Requests { get; } = new()
    {
        {
            "create, bytes as received", Of(RequestVerb.Create) with { Name = "", Body = Json("{ \"a\" :1}") },
            "POST /api/v1/namespaces/ns/pods", "application/json", "{ \"a\" :1}"
        },
        {
            "create, protobuf", Of(RequestVerb.Create) with { Name = "", Body = new ProtobufBody("k8s\0"u8.ToArray()) },
            "POST /api/v1/namespaces/ns/pods", "application/vnd.kubernetes.protobuf", "k8s\0"
        },
        {
            "binding", Of(RequestVerb.Create) with { Subresource = "binding", Body = Json("{}") },
            "POST /api/v1/namespaces/ns/pods/p/binding", "application/json", "{}"
        },
        {
            "status, dry, with options",
            Of(RequestVerb.Update) with
            {
                Subresource = "status",
                Body = Json("{}"),
                Write = new() { DryRun = true, FieldManager = "k u", FieldValidation = "Strict" },
            },
            "PUT /api/v1/namespaces/ns/pods/p/status?dryRun=All&fieldManager=k%20u&fieldValidation=Strict",
            "application/json", "{}"
        },
        {
            "typed", Of(RequestVerb.Update) with { Body = new TypedBody(new Pod { Metadata = new() { Name = "p" } }) },
            "PUT /api/v1/namespaces/ns/pods/p", "application/json", "*\"name\":\"p\"*"
        },
        {
            "json patch", Of(RequestVerb.Patch) with { Body = new PatchBody(new(PatchType.Json, "[]"u8.ToArray())) },
            "PATCH /api/v1/namespaces/ns/pods/p", "application/json-patch+json", "[]"
        },
        {
            "merge patch", Of(RequestVerb.Patch) with { Body = new PatchBody(new(PatchType.Merge, "{}"u8.ToArray())) },
            "PATCH /api/v1/namespaces/ns/pods/p", "application/merge-patch+json", "{}"
        },
        {
            "strategic patch",
            Of(RequestVerb.Patch) with { Body = new PatchBody(new(PatchType.StrategicMerge, "{}"u8.ToArray())) },
            "PATCH /api/v1/namespaces/ns/pods/p", "application/strategic-merge-patch+json", "{}"
        },
        { "delete", Of(RequestVerb.Delete), "DELETE /api/v1/namespaces/ns/pods/p", "application/json", "" },
        {
            "delete with options", Of(RequestVerb.Delete) with { Delete = new() { GracePeriodSeconds = 0 } },
            "DELETE /api/v1/namespaces/ns/pods/p", "application/json", "*\"gracePeriodSeconds\":0*"
        },
        {
            "delete of many",
            Of(RequestVerb.DeleteCollection) with { Name = "", List = new() { LabelSelector = "a=b", Limit = 5 } },
            "DELETE /api/v1/namespaces/ns/pods?labelSelector=a%3Db&limit=5", "application/json", ""
        },
        {
            "cluster scoped", new ApiRequest(UserIdentity.ApiServer, RequestVerb.Delete, ApiKinds.Of<Node>()) { Name = "n" },
            "DELETE /api/v1/nodes/n", "application/json", ""
        },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_IsSentAsItCame(string name, ApiRequest request, string line, string type, string body)
    {
        var sent = ForwardedRequest.Of(request);

        Assert.True(name.Length > 0);
        Assert.Equal(line, $"{sent.Method} {sent.Path}");
        Assert.Equal(type, sent.ContentType);
        var text = Encoding.UTF8.GetString(sent.Body.Span);
        if (body.StartsWith('*'))
            Assert.Contains(body.Trim('*'), text);
        else
            Assert.Equal(body, text);
    }

    private static JsonBody Json(string text) => new(Encoding.UTF8.GetBytes(text));

    private static ApiRequest Of(RequestVerb verb) =>
        new(UserIdentity.ApiServer, verb, ApiKinds.Of<Pod>()) { Namespace = "ns", Name = "p" };
}

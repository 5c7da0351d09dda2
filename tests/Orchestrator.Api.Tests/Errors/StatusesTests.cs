using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Validation;
using Orchestrator.Testing;

namespace Orchestrator.Api.Tests.Errors;

public class StatusesTests
{
    public static TheoryData<string> Names => new(All.Keys);

    private static Dictionary<string, StatusException> All { get; } = new()
    {
        ["badrequest"] = Statuses.BadRequest("the object provided is unrecognized"),
        ["notfound"] = Statuses.NotFound("apps", "deployments", "web"),
        ["notfound-path"] = Statuses.PathNotFound(),
        ["methodnotallowed"] = Statuses.MethodNotAllowed("", "pods", "create"),
        ["methodnotallowed-path"] = Statuses.MethodNotAllowed(),
        ["notacceptable"] = Statuses.NotAcceptable("application/json", "application/yaml"),
        ["alreadyexists"] = Statuses.AlreadyExists("", "pods", "web"),
        ["alreadyexists-generated"] = Statuses.NoFreeName("", "pods", "web-x1"),
        ["conflict"] = Statuses.Conflict("", "pods", "web"),
        ["conflict-cause"] = Statuses.Conflict("", "pods", "web", "Precondition failed: UID in precondition: a, UID in object meta: b"),
        ["expired"] = Statuses.Expired("too old resource version: 1 (9)", "token"),
        ["gone"] = Statuses.Gone("gone"),
        ["toolarge"] = Statuses.RequestEntityTooLarge(3145728),
        ["mediatype"] = Statuses.UnsupportedMediaType("application/json"),
        ["invalid"] = Statuses.Invalid(Pod.GroupVersionKind, "web", Wrong()),
        ["toomany"] = Statuses.TooManyRequests(1),
        ["internal"] = Statuses.InternalError("boom"),
        ["unavailable"] = Statuses.ServiceUnavailable(),
        ["servertimeout"] = Statuses.ServerTimeout("", "pods", "create", 2),
        ["timeout"] = Statuses.Timeout(),
        ["timeout-revision"] = Statuses.TooLargeResourceVersion(10, 5),
        ["unauthorized"] = Statuses.Unauthorized(),
        ["forbidden"] = Statuses.Forbidden("", "pods", "web", "no new content"),
        ["forbidden-user"] = Statuses.NotAllowed("jane", "get", "", "pods/log", "default", "web"),
        ["forbidden-cluster"] = Statuses.NotAllowed("jane", "list", "apps", "deployments", null, ""),
        ["forbidden-path"] = Statuses.PathNotAllowed("system:anonymous", "get", "/metrics"),
        ["response"] = Statuses.FromResponse(503, "GET", "", "pods", "web"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void EachFailure_IsKubernetesStatus(string name) =>
        Golden.Json($"status-{name}.json", JsonCodec.Write(All[name].Status));

    [Fact]
    public void Deleted_IsSuccessWithDetails() =>
        Golden.Json("status-deleted.json", JsonCodec.Write(Statuses.Deleted("apps", "deployments", "web", "u-1")));

    [Fact]
    public void Exception_TellsOutcomesApart()
    {
        Assert.True(All["notfound"].IsNotFound);
        Assert.True(All["alreadyexists"].IsAlreadyExists);
        Assert.True(All["conflict"].IsConflict);
        Assert.False(All["alreadyexists"].IsConflict);
        Assert.True(All["expired"].IsExpired);
        Assert.Equal(TimeSpan.FromSeconds(1), All["toomany"].RetryAfter);
        Assert.Null(All["conflict"].RetryAfter);
    }

    [Fact]
    public void From_StatusOfAServer_KeepsIt()
    {
        var status = All["conflict"].Status;
        Assert.Same(status, Statuses.From(status).Status);
    }

    private static FieldErrors Wrong()
    {
        var errors = new FieldErrors();
        errors.Required(FieldPath.Of("spec").Child("containers"));
        errors.NotSupported(FieldPath.Of("spec").Child("restartPolicy"), "Often", "Always", "OnFailure", "Never");
        return errors;
    }
}

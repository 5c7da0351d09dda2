using Orchestrator.Api;
using Orchestrator.Api.Authentication.V1;
using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Tests.Verbs;

/// <summary>Questions about who one is and what one may do.</summary>
public class ReviewTests
{
    private static readonly UserIdentity Admin = UserIdentity.Of("admin", UserIdentity.MastersGroup);
    private static readonly UserIdentity Jane = UserIdentity.Of("jane", "devs");

    private readonly SimulatedServer _server = new();

    [Fact]
    public void SelfSubjectReview_SaysWhoIAm()
    {
        var user = Ask(Jane, new SelfSubjectReview()).Status.UserInfo;
        Assert.Equal(("jane", "devs,system:authenticated"), (user.Username, string.Join(',', user.Groups)));
    }

    [Theory]
    [InlineData("system:kube-scheduler", "", "create", "", "pods", "binding", true)]
    [InlineData("system:kube-scheduler", "", "create", "", "pods", "", false)]
    [InlineData("system:node:n1", "system:nodes", "patch", "", "nodes", "status", true)]
    [InlineData("system:node:n1", "", "patch", "", "nodes", "status", false)]
    [InlineData("anyone", "system:masters", "bind", "rbac.authorization.k8s.io", "clusterroles", "", true)]
    [InlineData("anyone", "system:masters", "*", "*", "*", "", true)]
    [InlineData("jane", "devs", "get", "", "pods", "", false)]
    public void SubjectAccessReview_AnswersAsTheAuthorizerWould(
        string user, string group, string verb, string apiGroup, string resource, string subresource, bool allowed)
    {
        var review = new SubjectAccessReview
        {
            Spec = new SubjectAccessReviewSpec
            {
                User = user,
                Groups = group.Length == 0 ? [] : [group],
                ResourceAttributes = new()
                {
                    Verb = verb,
                    Group = apiGroup,
                    Resource = resource,
                    Subresource = subresource,
                    Namespace = "default",
                },
            },
        };
        Assert.Equal(allowed, Ask(Admin, review).Status.Allowed);
    }

    [Theory]
    [InlineData("/version", true)]
    [InlineData("/metrics", false)]
    public void SelfSubjectAccessReview_AnswersForOtherPaths(string path, bool allowed)
    {
        var review = new SelfSubjectAccessReview
        {
            Spec = new SelfSubjectAccessReviewSpec
            {
                NonResourceAttributes = new NonResourceAttributes { Path = path, Verb = "get" },
            },
        };
        Assert.Equal(allowed, Ask(Jane, review).Status.Allowed);
        Assert.True(Ask(Admin, review).Status.Allowed);
    }

    [Fact]
    public void LocalSubjectAccessReview_IsAboutItsNamespace()
    {
        var review = new LocalSubjectAccessReview
        {
            Metadata = new ObjectMeta { Namespace = "default" },
            Spec = new SubjectAccessReviewSpec
            {
                User = "x",
                Groups = [UserIdentity.MastersGroup],
                ResourceAttributes = new() { Verb = "get", Resource = "pods", Namespace = "default" },
            },
        };
        Assert.True(Ask(Admin, review, "default").Status.Allowed);
        var elsewhere = review.Spec.ResourceAttributes with { Namespace = "kube-system" };
        var refused = Assert.Throws<StatusException>(
            () => Ask(Admin, review with { Spec = review.Spec with { ResourceAttributes = elsewhere } }, "default"));
        Assert.Equal(422, refused.Code);
        Assert.Contains(
            "spec.resourceAttributes.namespace: Invalid value: \"kube-system\": must match metadata.namespace",
            refused.Message);
    }

    [Fact]
    public void AccessReview_OfNothing_IsRefused()
    {
        var nothing = Assert.Throws<StatusException>(() => Ask(Admin, new SelfSubjectAccessReview()));
        Assert.Equal(422, nothing.Code);
        Assert.Contains("exactly one of nonResourceAttributes or resourceAttributes must be specified", nothing.Message);
        var nobody = Assert.Throws<StatusException>(() => Ask(Admin, new SubjectAccessReview
        {
            Spec = new SubjectAccessReviewSpec { ResourceAttributes = new() { Verb = "get", Resource = "pods" } },
        }));
        Assert.Contains("at least one of user or group must be specified", nobody.Message);
        var named = Assert.Throws<StatusException>(() => Ask(Admin, new SelfSubjectAccessReview
        {
            Metadata = new ObjectMeta { Name = "x" },
            Spec = new SelfSubjectAccessReviewSpec { ResourceAttributes = new() { Verb = "get", Resource = "pods" } },
        }));
        Assert.Contains("must be empty", named.Message);
    }

    [Fact]
    public void SelfSubjectRulesReview_ListsWhatIMay()
    {
        var review = new SelfSubjectRulesReview { Spec = new SelfSubjectRulesReviewSpec { Namespace = "default" } };
        var mine = Ask(Jane, review).Status;
        Assert.Equal(
            ["selfsubjectreviews", "selfsubjectaccessreviews,selfsubjectrulesreviews"],
            mine.ResourceRules.Select(rule => string.Join(',', rule.Resources)));
        Assert.False(mine.Incomplete);
        var all = Ask(Admin, review).Status;
        Assert.Contains(all.ResourceRules, rule => rule.Verbs[0] == "*" && rule.ApiGroups[0] == "*" && rule.Resources[0] == "*");
        Assert.Equal("*", Assert.Single(all.NonResourceRules).NonResourceURLs[0]);
        Assert.Equal(400, Assert.Throws<StatusException>(() => Ask(Jane, new SelfSubjectRulesReview())).Code);
    }

    [Fact]
    public void TokenReview_OfNobodysToken_SaysSo()
    {
        var review = new TokenReview { Spec = new TokenReviewSpec { Token = "t" } };
        Assert.False(Ask(Admin, review).Status.Authenticated);
        Assert.Equal(400, Assert.Throws<StatusException>(() => Ask(Admin, new TokenReview())).Code);
    }

    [Fact]
    public void Reviews_AreForThoseWhoMay()
    {
        var review = new SubjectAccessReview
        {
            Spec = new SubjectAccessReviewSpec
            {
                User = "x",
                ResourceAttributes = new() { Verb = "get", Resource = "pods" },
            },
        };
        Assert.Equal(403, Assert.Throws<StatusException>(() => Ask(Jane, review)).Code);
        Assert.Equal(
            403, Assert.Throws<StatusException>(() => Ask(UserIdentity.Anonymous, new SelfSubjectReview())).Code);
    }

    [Fact]
    public void Reviews_AreNeverStored()
    {
        var revision = _server.Store.Current.Revision;
        Ask(Jane, new SelfSubjectReview());
        Assert.Equal(revision, _server.Store.Current.Revision);
        var listed = Assert.Throws<StatusException>(() => _server.Execute(
            new ApiRequest(Admin, RequestVerb.List, ApiKinds.Of<SelfSubjectReview>())));
        Assert.Equal(405, listed.Code);
    }

    private T Ask<T>(UserIdentity user, T question, string ns = "")
        where T : KubeObject
    {
        var result = _server.Execute(new ApiRequest(user, RequestVerb.Create, ApiKinds.Of<T>())
        {
            Namespace = ns,
            Body = new TypedBody(question),
        });
        Assert.Equal(201, result.Code);
        return (T)Assert.IsType<ObjectResult>(result).Object;
    }
}

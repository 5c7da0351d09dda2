using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;
using Orchestrator.ApiServer.Decoding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>What the answers to reviews have in common: the question is read and checked,
/// and nothing is stored.</summary>
internal static class ReviewAnswer
{
    /// <exception cref="StatusException">400, 422: no such question.</exception>
    public static DecodedBody Read(ApiRequest request)
    {
        var decoded = BodyDecoder.Decode(request, request.Kind);
        var value = ObjectNaming.InNamespace(request, decoded.Value);
        var errors = new FieldErrors();
        request.Kind.Validate(value, errors);
        if (errors.Any)
            throw Statuses.Invalid(request.Kind.Gvk, value.Metadata.Name ?? "", errors);
        return decoded with { Value = value };
    }

    public static ObjectResult Of(ApiRequest request, DecodedBody question, KubeObject answer) =>
        new(request.Kind, answer, default) { Code = 201, Warnings = question.Warnings };
}

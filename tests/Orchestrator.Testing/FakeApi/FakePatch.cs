using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Patches;
using Orchestrator.Client;

namespace Orchestrator.Testing;

/// <summary>Patches as the server applies them: on the object's JSON.</summary>
internal static class FakePatch
{
    public static KubeObject Apply(KindDefinition kind, KubeObject current, Patch patch)
    {
        try
        {
            var original = Orchestrator.Api.Json.JsonCodec.Write(current);
            return kind.ReadJson(PatchApplier.Apply(patch.Type, original, patch.Utf8.Span, kind.Schema));
        }
        catch (PatchException error)
        {
            throw Statuses.BadRequest(error.Message);
        }
    }
}

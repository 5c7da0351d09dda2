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
            return kind.ReadJson(
                PatchApplier.Apply(patch.Type, Orchestrator.Api.Json.JsonCodec.Write(current), patch.Utf8.Span, kind.Schema));
        }
        catch (PatchException error)
        {
            throw Statuses.BadRequest(error.Message);
        }
    }
}

using System.Text.Json;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Testing;

/// <summary>Patches that components send: until the codec is there, those of events.</summary>
internal static class FakePatch
{
    public static KubeObject Apply(KindDefinition kind, KubeObject current, Patch patch)
    {
        using var json = JsonDocument.Parse(patch.Utf8);
        var root = json.RootElement;
        return current is Event said
            ? said with
            {
                Count = root.GetProperty("count").GetInt32(),
                Message = root.GetProperty("message").GetString(),
                LastTimestamp = root.GetProperty("lastTimestamp").GetDateTimeOffset(),
            }
            : throw new NotSupportedException($"patch of {kind.Plural}");
    }
}

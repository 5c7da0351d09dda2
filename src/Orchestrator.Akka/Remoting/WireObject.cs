using Orchestrator.Api;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Akka.Remoting;

/// <summary>Objects by what they say they are, as subresources send and answer other kinds than their
/// resource's.</summary>
internal static class WireObject
{
    /// <exception cref="JsonDecodeException">No object, or not one of the kind.</exception>
    public static KubeObject Read(KindDefinition kind, ReadOnlySpan<byte> utf8)
    {
        var says = JsonCodec.ReadTypeMeta(utf8);
        if (says.ApiVersion == kind.Gvk.ApiVersion && says.Kind == kind.Gvk.Kind)
            return kind.ReadJson(utf8);
        foreach (var body in ApiKinds.Bodies)
        {
            if (says.ApiVersion == body.Gvk.ApiVersion && says.Kind == body.Gvk.Kind)
                return body.ReadJson(utf8);
        }
        return kind.ReadJson(utf8);
    }
}

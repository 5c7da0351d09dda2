using System.Globalization;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;

namespace Orchestrator.Controllers.Deployments;

/// <summary>The label that tells the Pods of one revision of a Deployment from those of another:
/// <c>pod-template-hash</c>.</summary>
/// <remarks>FNV-1a of the template's canonical JSON, in decimal, each digit replaced by a character that makes no
/// words: <c>6d9f8b7c54</c>.</remarks>
public static class PodTemplateHash
{
    public const string Label = "pod-template-hash";

    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    /// <param name="collisions">How often a name made from a hash was taken by a foreign ReplicaSet; gives another
    /// hash.</param>
    public static string Of(PodTemplateSpec template, int? collisions)
    {
        var hash = Offset;
        foreach (var b in JsonCodec.Write(Without(template)))
            hash = (hash ^ b) * Prime;
        if (collisions is { } count)
        {
            for (var shift = 0; shift < 32; shift += 8)
                hash = (hash ^ (byte)(count >> shift)) * Prime;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{hash}").Select(Safe).Aggregate("", (text, c) => text + c);
    }

    /// <summary>Whether two templates make the same Pods, whatever their hash labels say.</summary>
    public static bool AreEqual(PodTemplateSpec one, PodTemplateSpec other) => Without(one) == Without(other);

    private static PodTemplateSpec Without(PodTemplateSpec template) =>
        template.ObjectMeta.Labels.ContainsKey(Label)
            ? template with
            {
                ObjectMeta = template.ObjectMeta with { Labels = template.ObjectMeta.Labels.Without(Label) },
            }
            : template;

    private static char Safe(char digit) => Alphabet[digit % Alphabet.Length];
}

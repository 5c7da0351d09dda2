using System.Buffers;
using System.Text.Json;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Patches;
using Orchestrator.Client;

namespace Orchestrator.Scheduler;

/// <summary>The condition that tells a user why a Pod has no node.</summary>
public static class PodScheduledCondition
{
    public const string Type = "PodScheduled";

    /// <summary>No node will do.</summary>
    public const string Unschedulable = "Unschedulable";

    /// <summary>Something else failed, such as the binding.</summary>
    public const string SchedulerError = "SchedulerError";

    /// <summary>False when the Pod says so already: nothing is written then.</summary>
    public static bool IsNews(Pod pod, string reason, string message)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition.Type == Type)
                return condition.Status != "False" || condition.Reason != reason || condition.Message != message;
        }
        return true;
    }

    /// <summary>A strategic merge patch of the status that sets this one condition to False, and holds only for
    /// this very Pod.</summary>
    public static Patch PatchOf(Pod pod, string reason, string message, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + message.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", pod.Metadata.Uid);
            json.WriteEndObject();
            json.WriteStartObject("status");
            json.WriteStartArray("conditions");
            json.WriteStartObject();
            json.WriteString("type", Type);
            json.WriteString("status", "False");
            json.WriteNull("lastProbeTime");
            json.WriteString("lastTransitionTime", TransitionOf(pod, now).ToString());
            json.WriteString("reason", reason);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return new(PatchType.StrategicMerge, buffer.WrittenMemory);
    }

    // The moment is that of the status, not of the reason: it stays while the condition is False.
    private static Api.Values.Time TransitionOf(Pod pod, DateTimeOffset now)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition is { Type: Type, Status: "False", LastTransitionTime: { } since })
                return since;
        }
        return now;
    }
}

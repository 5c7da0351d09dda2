using System.Text;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of Events: they lie beside the object they are about; new ones say who reports what.</summary>
internal static class EventValidation
{
    private const int ShortMax = 128;
    private const int MessageMax = 1024;

    public static void Validate(Event e, FieldErrors errors)
    {
        ValidateNamespace(e, errors);
        if (e.EventTime is not null)
            ValidateReport(e, errors);
        var ns = e.Metadata.Namespace ?? "";
        errors.Invalid(FieldPath.Of("namespace"), ns, Names.Dns1123Subdomain(ns));
    }

    private static void ValidateReport(Event e, FieldErrors errors)
    {
        var controller = FieldPath.Of("reportingComponent");
        if (e.ReportingController.Length == 0)
            errors.Required(controller);
        errors.Invalid(controller, e.ReportingController, Names.QualifiedName(e.ReportingController));
        ValidateText("reportingInstance", e.ReportingInstance, ShortMax, true, errors);
        ValidateText("action", e.Action, ShortMax, true, errors);
        ValidateText("reason", e.Reason, ShortMax, true, errors);
        ValidateText("message", e.Message, MessageMax, false, errors);
    }

    private static void ValidateNamespace(Event e, FieldErrors errors)
    {
        var about = e.InvolvedObject.Namespace ?? "";
        var isWell = (about.Length, e.EventTime) switch
        {
            (0, null) => e.Metadata.Namespace is null or "" or "default",
            (0, _) => e.Metadata.Namespace is "default" or "kube-system",
            (_, null) => e.Metadata.Namespace == about,
            _ => true,
        };
        if (!isWell)
        {
            errors.Invalid(
                FieldPath.Of("involvedObject").Child("namespace"), about, "does not match event.namespace");
        }
    }

    private static void ValidateText(string field, string? text, int max, bool isRequired, FieldErrors errors)
    {
        if (isRequired && string.IsNullOrEmpty(text))
            errors.Required(FieldPath.Of(field));
        if (Encoding.UTF8.GetByteCount(text ?? "") > max)
            errors.Invalid(FieldPath.Of(field), "", $"can have at most {max} characters");
    }
}

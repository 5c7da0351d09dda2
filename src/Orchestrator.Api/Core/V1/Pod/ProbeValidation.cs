using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of probes and lifecycle hooks.</summary>
internal static class ProbeValidation
{
    private const string OneHandler = "may not specify more than 1 handler type";

    public static void Validate(Container container, FieldPath path, FieldErrors errors)
    {
        if (container.LivenessProbe is { } liveness)
        {
            ValidateProbe(liveness, path.Child("livenessProbe"), errors);
            ValidateSuccessThreshold(liveness, path.Child("livenessProbe"), errors);
        }
        if (container.ReadinessProbe is { } readiness)
        {
            ValidateProbe(readiness, path.Child("readinessProbe"), errors);
            if (readiness.TerminationGracePeriodSeconds is { } grace)
            {
                errors.Invalid(
                    path.Child("readinessProbe").Child("terminationGracePeriodSeconds"), grace,
                    "must not be set for readinessProbes");
            }
        }
        if (container.StartupProbe is { } startup)
        {
            ValidateProbe(startup, path.Child("startupProbe"), errors);
            ValidateSuccessThreshold(startup, path.Child("startupProbe"), errors);
        }
    }

    public static void ValidateLifecycle(
        Lifecycle? lifecycle, long? graceSeconds, FieldPath path, FieldErrors errors)
    {
        if (lifecycle?.PostStart is { } start)
            ValidateHandler(start, graceSeconds, path.Child("postStart"), errors);
        if (lifecycle?.PreStop is { } stop)
            ValidateHandler(stop, graceSeconds, path.Child("preStop"), errors);
    }

    private static void ValidateProbe(Probe probe, FieldPath path, FieldErrors errors)
    {
        ValidateHandlers(
            [("exec", probe.Exec), ("httpGet", probe.HttpGet), ("tcpSocket", probe.TcpSocket), ("grpc", probe.Grpc)],
            null, path, errors);
        errors.NonNegative(path.Child("initialDelaySeconds"), probe.InitialDelaySeconds);
        errors.NonNegative(path.Child("timeoutSeconds"), probe.TimeoutSeconds);
        errors.NonNegative(path.Child("periodSeconds"), probe.PeriodSeconds);
        errors.NonNegative(path.Child("successThreshold"), probe.SuccessThreshold);
        errors.NonNegative(path.Child("failureThreshold"), probe.FailureThreshold);
        if (probe.TerminationGracePeriodSeconds is <= 0 and { } grace)
            errors.Invalid(path.Child("terminationGracePeriodSeconds"), grace, "must be greater than 0");
    }

    private static void ValidateSuccessThreshold(Probe probe, FieldPath path, FieldErrors errors)
    {
        if (probe.SuccessThreshold != 1)
            errors.Invalid(path.Child("successThreshold"), probe.SuccessThreshold, "must be 1");
    }

    private static void ValidateHandler(
        LifecycleHandler handler, long? graceSeconds, FieldPath path, FieldErrors errors) =>
        ValidateHandlers(
            [
                ("exec", handler.Exec), ("httpGet", handler.HttpGet), ("tcpSocket", handler.TcpSocket),
                ("sleep", handler.Sleep),
            ],
            graceSeconds, path, errors);

    private static void ValidateHandlers(
        ReadOnlySpan<(string Field, object? Action)> handlers, long? graceSeconds, FieldPath path, FieldErrors errors)
    {
        var isFound = false;
        foreach (var (field, action) in handlers)
        {
            if (action is null)
                continue;
            if (isFound)
                errors.Forbidden(path.Child(field), OneHandler);
            else
                ValidateAction(action, graceSeconds, path.Child(field), errors);
            isFound = true;
        }
        if (!isFound)
            errors.Required(path, "must specify a handler type");
    }

    private static void ValidateAction(object action, long? graceSeconds, FieldPath path, FieldErrors errors)
    {
        switch (action)
        {
            case ExecAction { Command.IsEmpty: true }:
                errors.Required(path.Child("command"));
                break;
            case HTTPGetAction http:
                ValidateHttp(http, path, errors);
                break;
            case TCPSocketAction tcp:
                ValidatePort(tcp.Port, path.Child("port"), errors);
                break;
            case GRPCAction grpc:
                ValidatePort(grpc.Port, path.Child("port"), errors);
                break;
            case SleepAction { Seconds: var seconds }
                when graceSeconds is { } grace && (seconds <= 0 || seconds > grace):
                errors.Invalid(
                    path, seconds,
                    $"must be greater than 0 and less than terminationGracePeriodSeconds ({grace}). "
                    + "Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.");
                break;
        }
    }

    private static void ValidateHttp(HTTPGetAction http, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(http.Path))
            errors.Required(path.Child("path"));
        ValidatePort(http.Port, path.Child("port"), errors);
        if (http.Scheme is not ("HTTP" or "HTTPS"))
            errors.NotSupported(path.Child("scheme"), http.Scheme ?? "", "HTTP", "HTTPS");
        foreach (var header in http.HTTPHeaders)
            errors.Invalid(path.Child("httpHeaders"), header.Name, Names.HttpHeaderName(header.Name));
    }

    /// <summary>A port by number or by the name a container gives it.</summary>
    public static void ValidatePort(IntOrString port, FieldPath path, FieldErrors errors)
    {
        if (port.StringValue is { } name)
            errors.Invalid(path, name, Names.PortName(name));
        else
            errors.Invalid(path, port.IntValue, Names.PortNumber(port.IntValue));
    }
}

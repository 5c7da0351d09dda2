using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of Nodes.</summary>
internal static class NodeValidation
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Status = FieldPath.Of("status");

    public static void Validate(Node node, FieldErrors errors)
    {
        ValidateTaints(node, errors);
        ValidateAmounts(node, errors);
        var cidrs = node.Spec.PodCidrs;
        for (var i = 0; i < cidrs.Count; i++)
            IPs.ValidateCidr(cidrs[i], Spec.Child("podCIDRs").Index(i), errors);
        if (!IPs.IsSingleOrDualStack(cidrs))
            errors.Invalid(Spec.Child("podCIDRs"), cidrs, "may specify no more than one CIDR for each IP family");
        for (var i = 0; i < cidrs.Count; i++)
        {
            if (cidrs.Take(i).Contains(cidrs[i]))
                errors.Duplicate(Spec.Child("podCIDRs").Index(i), cidrs[i]);
        }
    }

    /// <summary>As the rules of a new Node, and what may change.</summary>
    public static void ValidateUpdate(Node node, Node old, FieldErrors errors)
    {
        Validate(node, errors);
        ValidateChanges(node, old, errors);
    }

    public static void ValidateStatusUpdate(Node node, Node old, FieldErrors errors)
    {
        ValidateTaints(node, errors);
        ValidateAmounts(node, errors);
        ValidateChanges(node, old, errors);
    }

    private static void ValidateChanges(Node node, Node old, FieldErrors errors)
    {
        ValidateAddresses(node.Status.Addresses, errors);
        if (!old.Spec.PodCidrs.IsEmpty && node.Spec.PodCidrs != old.Spec.PodCidrs)
        {
            errors.Forbidden(
                Spec.Child("podCIDRs"), "node updates may not change podCIDR except from \"\" to valid");
        }
        if (!string.IsNullOrEmpty(old.Spec.ProviderID) && node.Spec.ProviderID != old.Spec.ProviderID)
        {
            errors.Forbidden(
                Spec.Child("providerID"), "node updates may not change providerID except from \"\" to valid");
        }
        if (node.Spec.DoNotUseExternalID != old.Spec.DoNotUseExternalID)
            errors.Forbidden(Spec.Child("externalID"), "may not be updated");
    }

    private static void ValidateTaints(Node node, FieldErrors errors) =>
        // Kubernetes reports these below metadata.
        SchedulingValidation.ValidateTaints(node.Spec.Taints, FieldPath.Of("metadata").Child("taints"), errors);

    private static void ValidateAmounts(Node node, FieldErrors errors)
    {
        foreach (var (name, amount) in node.Status.Capacity)
            ResourceValidation.ValidateAmount(name, amount, Status.Child("capacity").Child(name), errors);
        foreach (var (name, amount) in node.Status.Allocatable)
            ResourceValidation.ValidateAmount(name, amount, Status.Child("allocatable").Child(name), errors);
    }

    private static void ValidateAddresses(ValueList<NodeAddress> addresses, FieldErrors errors)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            if (addresses.Take(i).Contains(addresses[i]))
                errors.Duplicate(Status.Child("addresses").Index(i), addresses[i]);
        }
    }
}

using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Certificates.V1;

/// <summary>What the API knows of CertificateSigningRequests.</summary>
/// <remarks>Who asks and when a condition was written is filled by admission, which knows the user and the
/// time.</remarks>
public sealed class CertificateSigningRequestKind : KindDefinition<CertificateSigningRequest>
{
    /// <summary>Where a request is approved or denied.</summary>
    public const string Approval = "approval";

    private static readonly ValueMap<Func<KubeObject, string>> Fields = ValueMap.Of<Func<KubeObject, string>>(
        ("spec.signerName", v => ((CertificateSigningRequest)v).Spec.SignerName));

    private static readonly ValueList<Subresource> Paths =
    [
        new(Approval, CertificateSigningRequest.GroupVersionKind, ["get", "patch", "update"]),
        new("status", CertificateSigningRequest.GroupVersionKind, ["get", "patch", "update"]),
    ];

    public override GroupVersionKind Gvk => CertificateSigningRequest.GroupVersionKind;

    public override string Plural => "certificatesigningrequests";

    public override ValueList<string> ShortNames { get; } = ["csr"];

    public override bool Namespaced => false;

    public override ValueList<Subresource> Subresources => Paths;

    public override ValueList<PrinterColumn> Columns => CertificateSigningRequestColumns.All;

    public override ValueMap<Func<KubeObject, string>> SelectableFields => Fields;

    /// <summary>Any name that a path can hold.</summary>
    protected override ValueList<string> NameFormat(string name) => Names.PathSegment(name);

    protected override CertificateSigningRequest PrepareForCreate(CertificateSigningRequest value) =>
        value with { Status = CertificateSigningRequestStatus.Empty };

    protected override CertificateSigningRequest PrepareForUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old) =>
        value with { Spec = old.Spec, Status = old.Status };

    protected override CertificateSigningRequest PrepareForStatusUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old) =>
        value with { Spec = old.Spec, Status = RequestConditions.KeepDecisions(value.Status, old.Status) };

    protected override CertificateSigningRequest PrepareForSubresourceUpdate(
        string subresource, CertificateSigningRequest value, CertificateSigningRequest old) =>
        value with { Spec = old.Spec, Status = old.Status with { Conditions = value.Status.Conditions } };

    protected override void Validate(CertificateSigningRequest value, FieldErrors errors) =>
        CertificateSigningRequestValidation.Validate(value, errors);

    protected override void ValidateUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors)
    {
    }

    protected override void ValidateStatusUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors) =>
        CertificateSigningRequestValidation.ValidateStatus(value.Status, old.Status, mayDecide: false, errors);

    protected override void ValidateSubresourceUpdate(
        string subresource, CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors) =>
        CertificateSigningRequestValidation.ValidateStatus(value.Status, old.Status, mayDecide: true, errors);
}

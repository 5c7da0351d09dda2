using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Certificates.V1;

/// <summary>The columns of <c>kubectl get csr</c>.</summary>
internal static class CertificateSigningRequestColumns
{
    public static ValueList<PrinterColumn> All { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Age,
        PrinterColumn.Text<CertificateSigningRequest>(
            "SignerName", "Who is to sign.", csr => CellText.OrNone(csr.Spec.SignerName)),
        PrinterColumn.Text<CertificateSigningRequest>(
            "Requestor", "The user who asks.", csr => csr.Spec.Username ?? ""),
        PrinterColumn.Text<CertificateSigningRequest>(
            "RequestedDuration", "How long the certificate should be valid.", Duration),
        PrinterColumn.Text<CertificateSigningRequest>("Condition", "What became of it.", Condition),
    ];

    private static string Duration(CertificateSigningRequest csr) =>
        csr.Spec.ExpirationSeconds is { } seconds ? HumanDuration.Of(TimeSpan.FromSeconds(seconds)) : "<none>";

    private static string Condition(CertificateSigningRequest csr)
    {
        var text = csr.IsDenied ? "Denied" : csr.IsApproved ? "Approved" : "Pending";
        if (csr.HasFailed)
            text += ",Failed";
        return csr.IsIssued ? text + ",Issued" : text;
    }
}

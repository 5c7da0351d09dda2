using System.Text;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Tests.Certificates.V1;

public class CertificateSigningRequestValidationTests
{
    private const string Approval = CertificateSigningRequestKind.Approval;

    private static CertificateSigningRequest Valid =>
        Samples.Read<CertificateSigningRequest>(Samples.All["certificatesigningrequests"]);

    public static TheoryData<string, Func<CertificateSigningRequestSpec, CertificateSigningRequestSpec>, string> Specs => new()
    {
        { "no PEM", s => s with { Request = new("x"u8.ToArray()) }, "spec.request: Invalid value: \"eA==\": PEM block type must be CERTIFICATE REQUEST" },
        { "no signer", s => s with { SignerName = "" }, "spec.signerName: Required value" },
        { "signer without path", s => s with { SignerName = "signer" }, "spec.signerName: Invalid value: \"signer\": must be a fully qualified domain and path of the form 'example.com/signer-name'" },
        { "signer with two slashes", s => s with { SignerName = "a.b/c/d" }, "spec.signerName: Invalid value: \"a.b/c/d\": must be a fully qualified domain and path of the form 'example.com/signer-name'" },
        { "signer without dot", s => s with { SignerName = "example/signer" }, "spec.signerName: Invalid value: \"example\": should be a domain with at least two segments separated by dots" },
        { "legacy signer", s => s with { SignerName = SignerNames.LegacyUnknown }, "spec.signerName: Invalid value: \"kubernetes.io/legacy-unknown\": the legacy signerName is not allowed via this API version" },
        { "short", s => s with { ExpirationSeconds = 599 }, "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)" },
        { "no usages", s => s with { Usages = [] }, "spec.usages: Required value" },
        { "usage twice", s => s with { Usages = ["any", "any"] }, "spec.usages[1]: Duplicate value: \"any\"" },
        { "unknown usage", s => s with { Usages = ["fly"] }, "spec.usages[0]: Unsupported value: \"fly\": supported values: " + string.Join(", ", KeyUsages.All.Select(u => $"\"{u}\"")) },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public void Create_OneRuleBroken_SaysWhichAndHow(
        string name, Func<CertificateSigningRequestSpec, CertificateSigningRequestSpec> broken, string error) =>
        Assert.Equal((name, error), (name, Assert.Single(Samples.Errors(Valid with { Spec = broken(Valid.Spec) }))));

    [Fact]
    public void Create_RequestThatSomebodyAltered_IsRefused()
    {
        var pem = Encoding.ASCII.GetString(Valid.Spec.Request.Span);
        var altered = pem.Replace("U8xe", "U8xf", StringComparison.Ordinal);

        var error = Assert.Single(Samples.Errors(
            Valid with { Spec = Valid.Spec with { Request = new(Encoding.ASCII.GetBytes(altered)) } }));

        Assert.Contains("malformed certificate request or wrong signature", error);
    }

    [Fact]
    public void Create_AnyNameThatAPathHolds_IsAllowed() =>
        Assert.Empty(Samples.Errors(Valid with { Metadata = Valid.Metadata with { Name = "Node:One" } }));

    [Fact]
    public void Create_StatusOfTheClient_IsDropped() =>
        Assert.Equal(CertificateSigningRequestStatus.Empty, Samples.Created(With(Condition("Approved"))).Status);

    [Fact]
    public void Update_ChangesNeitherSpecNorStatus()
    {
        var kind = Samples.Kind("certificatesigningrequests");
        var changed = With(Condition("Approved")) with { Spec = Valid.Spec with { SignerName = "a.b/c" } };
        Assert.Equal(Valid, kind.PrepareForUpdate(changed, Valid));
    }

    public static TheoryData<string, string[], string[], string> Decisions => new()
    {
        { "both", [], ["Approved", "Denied"], "status.conditions[1].type: Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive" },
        { "twice", [], ["Approved", "Approved"], "status.conditions[1].type: Duplicate value: \"Approved\"" },
        { "not true", [], ["Approved=False"], "status.conditions[0].status: Unsupported value: \"False\": supported values: \"True\"" },
        { "no status", [], ["Denied="], "status.conditions[0].status: Required value" },
        { "no type", [], ["=True"], "status.conditions[0].type: Required value" },
        { "taken back", ["Approved"], [], "status.conditions: Forbidden: updates may not remove a condition of type \"Approved\"" },
        { "failure taken back", ["Failed"], [], "status.conditions: Forbidden: updates may not remove a condition of type \"Failed\"" },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Approval_OneRuleBroken_SaysWhichAndHow(string name, string[] old, string[] value, string error)
    {
        var errors = Samples.SubresourceErrors(
            Approval, With([.. value.Select(Condition)]), With([.. old.Select(Condition)]));
        Assert.Equal((name, error), (name, Assert.Single(errors)));
    }

    [Fact]
    public void Approval_SetsConditionsAlone()
    {
        var kind = Samples.Kind("certificatesigningrequests");
        var proposed = With(Condition("Approved")) with { Spec = Valid.Spec with { SignerName = "a.b/c" } };
        proposed = proposed with { Status = proposed.Status with { Certificate = new("x"u8.ToArray()) } };

        var updated = (CertificateSigningRequest)kind.PrepareForSubresourceUpdate(Approval, proposed, Valid);

        Assert.Equal(With(Condition("Approved")), updated);
        Assert.Empty(Samples.SubresourceErrors(Approval, proposed, Valid));
    }

    [Fact]
    public void Status_CannotApprove() => Assert.Equal(
        ["status.conditions: Forbidden: updates may not add a condition of type \"Approved\""],
        Samples.StatusErrors(With(Condition("Approved")), Valid));

    [Fact]
    public void Status_KeepsTheDecisionAsItIs()
    {
        var old = With(Condition("Approved") with { Message = "by an operator" });
        var kind = Samples.Kind("certificatesigningrequests");
        Assert.Equal(old, kind.PrepareForStatusUpdate(With(Condition("Approved") with { Message = "by me" }), old));
    }

    [Theory]
    [InlineData("x", "status.certificate: Invalid value: \"<certificate data>\": must contain at least one CERTIFICATE PEM block")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAQ==\n-----END PRIVATE KEY-----", "status.certificate: Invalid value: \"<certificate data>\": only CERTIFICATE PEM blocks are allowed, found \"PRIVATE KEY\"")]
    public void Status_CertificateThatIsNone_IsRefused(string text, string error) =>
        Assert.Equal([error], Samples.StatusErrors(Issued(text), Valid));

    [Fact]
    public void Status_CertificateOnceSet_Stays() => Assert.Contains(
        "status.certificate: Forbidden: updates may not modify existing certificate content",
        Samples.StatusErrors(Valid, Issued("x")));

    [Fact]
    public void Extra_HasListsOfText()
    {
        var csr = Valid with { Spec = Valid.Spec with { Extra = ValueMap.Of<ValueList<string>>(("scopes", ["a", "b"])) } };
        Assert.Contains("""
            "extra":{"scopes":["a","b"]}
            """, Encoding.UTF8.GetString(JsonCodec.Write(csr)), StringComparison.Ordinal);
    }

    private static CertificateSigningRequest With(params CertificateSigningRequestCondition[] conditions) =>
        Valid with { Status = new CertificateSigningRequestStatus { Conditions = conditions.ToValueList() } };

    private static CertificateSigningRequest Issued(string text) =>
        Valid with { Status = new CertificateSigningRequestStatus { Certificate = new(Encoding.ASCII.GetBytes(text)) } };

    private static CertificateSigningRequestCondition Condition(string text)
    {
        var parts = text.Split('=');
        return new() { Type = parts[0], Status = parts.Length > 1 ? parts[1] : "True" };
    }
}

using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests.Certificates.V1;

public class SignerNameValidationTests
{
    public static TheoryData<string, string[]> Rows => new()
    {
        { "example.com/signer", [] },
        { "kubernetes.io/kube-apiserver-client-kubelet", [] },
        { "example.com/ns.name", [] },
        { "", ["name: Required value"] },
        { "example.com", ["name: Invalid value: \"example.com\": must be a fully qualified domain and path of the form 'example.com/signer-name'"] },
        { "a.b/c/d", ["name: Invalid value: \"a.b/c/d\": must be a fully qualified domain and path of the form 'example.com/signer-name'"] },
        { "example/signer", ["name: Invalid value: \"example\": should be a domain with at least two segments separated by dots"] },
        { "a.b/" + new string('c', 1), [] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Validate_SaysWhatIsWrong(string name, string[] expected)
    {
        var errors = new FieldErrors();
        SignerNameValidation.Validate(FieldPath.Of("name"), name, errors);
        Assert.Equal(expected, errors.Found.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("Example.com/signer", "Example.com", "Example")]
    [InlineData("example.com/Signer", "Signer", "Signer")]
    public void Validate_BadPart_IsNamed(string name, string segment, string part)
    {
        var errors = new FieldErrors();
        SignerNameValidation.Validate(FieldPath.Of("name"), name, errors);
        Assert.StartsWith(
            $"name: Invalid value: \"{segment}\": validating label \"{part}\": a lowercase RFC 1123",
            Assert.Single(errors.Found).ToString());
    }
}

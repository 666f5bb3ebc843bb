//! `tieline explain`.

use expect_test::expect;

use crate::support::world::World;

#[test]
fn explain_tells_a_code_and_a_rule() {
    World::new().run("explain storage_003").is(expect![[r#"
        $ tieline explain storage_003
        [0]
        --- stdout
        STORAGE_003: bucket or container does not exist
        The bucket is not there.

          - a typing error in its name
          - it is in another account or region
          - it was never made

        help       create it, or correct its name
        variables  S3_BUCKET_NAME, AZURE_BLOB_CONTAINER_NAME, GOOGLE_STORAGE_BUCKET_NAME
        exit       6
    "#]]);
    World::new()
        .run("explain smtp-port-and-tls-disagree")
        .is(expect![[r#"
            $ tieline explain smtp-port-and-tls-disagree
            [0]
            --- stdout
            smtp-port-and-tls-disagree (error, CONFIG_005)
            Port 465 speaks TLS from the first byte; 25, 587 and 2525 speak plain text first. The other way round the dialogue hangs or breaks.
        "#]]);
}

#[test]
fn explain_lists_every_code() {
    let outcome = World::new().run("explain -o json");
    let codes = outcome.ends_with(0).json()["codes"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(codes, tieline::problem::CATALOGUE.len());
}
